package dev.offstage.containers.undertow;

import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.api.LoginConfig;
import io.undertow.servlet.api.SecurityConstraint;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.api.WebResourceCollection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EventListener;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** As much of a web.xml as the webapp under test has. */
final class WebXml {
  private final Document xml;

  WebXml(File file) throws Exception {
    xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file);
  }

  boolean shutsInitializersOut() {
    return !elements("absolute-ordering").isEmpty() && elements("others").isEmpty();
  }

  void addTo(DeploymentInfo info) throws ReflectiveOperationException {
    for (Element param : elements("context-param")) {
      info.addInitParameter(text(param, "param-name"), text(param, "param-value"));
    }
    for (Element listener : elements("listener")) {
      String type = text(listener, "listener-class");
      info.addListener(
          new ListenerInfo(info.getClassLoader().loadClass(type).asSubclass(EventListener.class)));
    }
    for (Element filter : elements("filter")) {
      info.addFilter(filter(filter, info.getClassLoader()));
    }
    for (Element mapping : elements("filter-mapping")) {
      String filter = text(mapping, "filter-name");
      List<String> dispatchers = texts(mapping, "dispatcher");
      for (String type :
          dispatchers.isEmpty() ? Collections.singletonList("REQUEST") : dispatchers) {
        info.addFilterUrlMapping(
            filter, text(mapping, "url-pattern"), DispatcherType.valueOf(type));
      }
    }
    for (Element servlet : elements("servlet")) {
      info.addServlet(servlet(servlet, info.getClassLoader()));
    }
    for (Element mapping : elements("servlet-mapping")) {
      ServletInfo servlet =
          Objects.requireNonNull(info.getServlets().get(text(mapping, "servlet-name")));
      texts(mapping, "url-pattern").forEach(servlet::addMapping);
    }
    for (Element page : elements("error-page")) {
      info.addErrorPage(errorPage(page, info.getClassLoader()));
    }
    addSecurity(info);
  }

  private static FilterInfo filter(Element filter, ClassLoader loader)
      throws ReflectiveOperationException {
    Class<? extends Filter> type =
        loader.loadClass(text(filter, "filter-class")).asSubclass(Filter.class);
    FilterInfo info = new FilterInfo(text(filter, "filter-name"), type);
    info.setAsyncSupported("true".equals(text(filter, "async-supported")));
    for (Element param : elements(filter, "init-param")) {
      info.addInitParam(text(param, "param-name"), text(param, "param-value"));
    }
    return info;
  }

  private static ServletInfo servlet(Element servlet, ClassLoader loader)
      throws ReflectiveOperationException {
    Class<? extends Servlet> type =
        loader.loadClass(text(servlet, "servlet-class")).asSubclass(Servlet.class);
    ServletInfo info = new ServletInfo(text(servlet, "servlet-name"), type);
    info.setAsyncSupported("true".equals(text(servlet, "async-supported")));
    info.setLoadOnStartup(1);
    if (!elements(servlet, "multipart-config").isEmpty()) {
      info.setMultipartConfig(new MultipartConfigElement(""));
    }
    return info;
  }

  private static ErrorPage errorPage(Element page, ClassLoader loader)
      throws ReflectiveOperationException {
    String location = text(page, "location");
    String code = text(page, "error-code");
    return code.isEmpty()
        ? new ErrorPage(
            location, loader.loadClass(text(page, "exception-type")).asSubclass(Throwable.class))
        : new ErrorPage(location, Integer.parseInt(code));
  }

  private void addSecurity(DeploymentInfo info) {
    for (Element constraint : elements("security-constraint")) {
      info.addSecurityConstraint(
          new SecurityConstraint()
              .addWebResourceCollection(
                  new WebResourceCollection().addUrlPattern(text(constraint, "url-pattern")))
              .addRoleAllowed(text(constraint, "role-name")));
      String form = text(xml.getDocumentElement(), "form-login-page");
      info.setLoginConfig(new LoginConfig("FORM", "users", form, form));
      info.setIdentityManager(new OneUser(text(constraint, "role-name")));
      info.addSecurityRole(text(constraint, "role-name"));
    }
  }

  private List<Element> elements(String name) {
    return elements(xml.getDocumentElement(), name);
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<String> texts(Element parent, String name) {
    List<String> texts = new ArrayList<>();
    elements(parent, name).forEach(element -> texts.add(element.getTextContent().trim()));
    return texts;
  }

  private static String text(Element parent, String name) {
    List<String> texts = texts(parent, name);
    return texts.isEmpty() ? "" : texts.get(0);
  }
}
