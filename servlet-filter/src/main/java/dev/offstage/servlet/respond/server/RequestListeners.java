package dev.offstage.servlet.respond.server;

import dev.offstage.servlet.server.Members;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequestAttributeListener;
import jakarta.servlet.ServletRequestListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The listeners of a webapp that are given the server's own request, in front of all filters: those
 * of web.xml and of annotations, those that code has added, and those of the server. The Servlet
 * API names none of them. Each listener may add others until the filters begin.
 */
public final class RequestListeners {
  private RequestListeners() {}

  /**
   * Their classes.
   *
   * @throws Members.UnknownServerException if this server is none that is known, or is not as it
   *     was when this was written
   */
  public static List<Class<?>> of(ServletContext context) {
    List<Class<?>> found = new ArrayList<>();
    for (Object each : all(context)) {
      Class<?> type = each instanceof Class ? (Class<?>) each : each.getClass();
      if (ServletRequestListener.class.isAssignableFrom(type)
          || ServletRequestAttributeListener.class.isAssignableFrom(type)) {
        found.add(type);
      }
    }
    return found;
  }

  private static Collection<?> all(ServletContext context) {
    Members members = new Members();
    String type = context.getClass().getName();
    if (type.startsWith("org.apache.catalina.core.ApplicationContext")) {
      Object own = members.need(members.need(context, "context"), "context");
      return list(members.result(own, "getApplicationEventListeners"));
    }
    if (type.startsWith("org.eclipse.jetty.")) {
      return list(
          members.result(members.result(context, "getContextHandler"), "getEventListeners"));
    }
    if (type.startsWith("io.undertow.")) {
      return ofUndertow(members, context);
    }
    if (type.startsWith("com.ibm.")) {
      Object own = members.need(context, "context");
      List<Object> both = new ArrayList<>();
      both.addAll(list(members.result(own, "getServletRequestListeners")));
      both.addAll(list(members.result(own, "getServletRequestAttrListeners")));
      return both;
    }
    throw new Members.UnknownServerException("a webapp here is a " + type, null);
  }

  private static Collection<?> ofUndertow(Members members, ServletContext context) {
    Object listeners =
        members.result(members.result(context, "getDeployment"), "getApplicationListeners");
    List<Object> classes = new ArrayList<>();
    List<Object> both = new ArrayList<>();
    both.addAll(list(members.need(listeners, "servletRequestListeners")));
    both.addAll(list(members.need(listeners, "servletRequestAttributeListeners")));
    for (Object each : both) {
      classes.add(members.result(members.result(each, "getListenerInfo"), "getListenerClass"));
    }
    return classes;
  }

  private static Collection<?> list(Object arrayOrList) {
    return arrayOrList instanceof Object[]
        ? Arrays.asList((Object[]) arrayOrList)
        : (Collection<?>) arrayOrList;
  }
}
