package dev.offstage.servlet.reply;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Finds out what switched off async support for a request: one filter or servlet without it does so
 * for everything behind it, and the container does not say which. Those that the request has passed
 * through are on the stack; web.xml and their annotations say what they declare.
 */
final class MissingAsyncSupport {
  private MissingAsyncSupport() {}

  /** A sentence for whoever has to mend it. */
  static String explain(HttpServletRequest request) {
    Document webXml = webXml(request.getServletContext());
    List<String> guilty = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Class<?> type : onTheStack()) {
      String declared = declaration(type, webXml);
      if (declared == null) {
        unknown.add(type.getName());
      } else if (!declared.isEmpty()) {
        guilty.add(declared);
      }
    }
    String advice =
        ". Or answer first: AsyncReply's accepted(), seeOther() and answer() work without it";
    if (!guilty.isEmpty()) {
      return "No async support for this request: " + String.join("; ", guilty) + advice;
    }
    return "No async support for this request: one of the filters and servlets it passed through"
        + " was registered without asyncSupported=true: "
        + unknown
        + advice;
  }

  /** The filters and servlets that the request has come through, the outermost first. */
  private static Set<Class<?>> onTheStack() {
    LinkedHashSet<Class<?>> found = new LinkedHashSet<>();
    StackTraceElement[] stack = Thread.currentThread().getStackTrace();
    for (int i = stack.length - 1; i >= 0; i--) {
      Class<?> type = load(stack[i].getClassName());
      if (type != null
          && (Filter.class.isAssignableFrom(type) || Servlet.class.isAssignableFrom(type))
          && !OwnFilter.is(type.getName())
          && !type.getName().startsWith(Servlet.class.getPackage().getName() + ".")) {
        found.add(type);
      }
    }
    return found;
  }

  private static @Nullable Class<?> load(String name) {
    try {
      return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** What lacks async support and how to add it; empty if it has it; null if unknown. */
  private static @Nullable String declaration(Class<?> type, @Nullable Document webXml) {
    for (String kind : new String[] {"filter", "servlet"}) {
      NodeList entries = webXml == null ? null : webXml.getElementsByTagNameNS("*", kind);
      for (int i = 0; entries != null && i < entries.getLength(); i++) {
        Element entry = (Element) entries.item(i);
        if (type.getName().equals(text(entry, kind + "-class"))) {
          return "true".equals(text(entry, "async-supported"))
              ? ""
              : "the "
                  + kind
                  + " '"
                  + text(entry, kind + "-name")
                  + "' ("
                  + type.getName()
                  + ") has no <async-supported>true</async-supported> in web.xml";
        }
      }
    }
    return annotated(type);
  }

  private static @Nullable String annotated(Class<?> type) {
    WebFilter filter = type.getAnnotation(WebFilter.class);
    WebServlet servlet = type.getAnnotation(WebServlet.class);
    if (filter == null && servlet == null) {
      return null;
    }
    boolean supported = filter == null ? servlet.asyncSupported() : filter.asyncSupported();
    return supported
        ? ""
        : type.getName()
            + " has no asyncSupported=true in its @"
            + (filter == null ? "WebServlet" : "WebFilter");
  }

  private static @Nullable String text(Element entry, String name) {
    NodeList children = entry.getElementsByTagNameNS("*", name);
    return children.getLength() == 0 ? null : children.item(0).getTextContent().trim();
  }

  private static @Nullable Document webXml(ServletContext context) {
    try (InputStream in = context.getResourceAsStream("/WEB-INF/web.xml")) {
      if (in == null) {
        return null;
      }
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      // Old descriptors name a DTD on a remote server.
      builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
      return builder.parse(in);
    } catch (IOException | ParserConfigurationException | SAXException e) {
      return null;
    }
  }
}
