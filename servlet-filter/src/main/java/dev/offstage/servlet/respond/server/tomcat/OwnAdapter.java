package dev.offstage.servlet.respond.server.tomcat;

import dev.offstage.servlet.server.Members;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An adapter behind a connector that knows nothing but this webapp, so that each request returns to
 * the one that it came from: Tomcat's own takes the newest of several versions at a path, unless
 * the request has a session. It also goes on when a stop has begun to close the webapp to others.
 */
final class OwnAdapter {
  private final Members members;
  private final Object connector;
  private final Object context;

  private OwnAdapter(Members members, Object connector, Object context) {
    this.members = members;
    this.connector = connector;
    this.context = context;
  }

  /** Makes a new one, while the webapp is open. */
  static Object of(Members members, Object connector, Object context) {
    return new OwnAdapter(members, connector, context).create();
  }

  private Object create() {
    ClassLoader loader = connector.getClass().getClassLoader();
    Object copy = copyOfConnector();
    members.set(copy, "service", serviceWith(mapper(), loader));
    return members.create(
        Members.type(loader, "org.apache.catalina.connector.CoyoteAdapter"), copy);
  }

  /** With the settings of the connector; it is never started. */
  private Object copyOfConnector() {
    Object copy =
        members.create(connector.getClass(), members.need(connector, "protocolHandlerClassName"));
    for (Class<?> at = connector.getClass(); at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          members.set(copy, field.getName(), members.get(connector, field.getName()));
        }
      }
    }
    return copy;
  }

  /** The service of the connector, but with that mapper. */
  private Object serviceWith(Object mapper, ClassLoader loader) {
    Object service = members.result(connector, "getService");
    return Proxy.newProxyInstance(
        loader,
        new Class<?>[] {Members.type(loader, "org.apache.catalina.Service")},
        (proxy, method, arguments) -> {
          if (method.getName().equals("getMapper")) {
            return mapper;
          }
          try {
            return method.invoke(service, arguments);
          } catch (InvocationTargetException e) {
            throw e.getTargetException();
          }
        });
  }

  private Object mapper() {
    Object serverMapper = members.result(members.result(connector, "getService"), "getMapper");
    Object version =
        ((Map<?, ?>) members.need(serverMapper, "contextObjectToContextVersionMap")).get(context);
    if (version == null) {
      throw new Members.UnknownServerException("the server does not map to the webapp", null);
    }
    Object host = members.result(context, "getParent");
    Object hostName = members.result(host, "getName");
    Object mapper = members.create(serverMapper.getClass());
    members.call(mapper, "addHost", hostName, new String[0], host);
    members.call(mapper, "setDefaultHostName", hostName);
    members.call(
        mapper,
        "addContextVersion",
        hostName,
        host,
        members.result(context, "getPath"),
        members.result(context, "getWebappVersion"),
        context,
        members.get(version, "welcomeResources"),
        members.get(version, "resources"),
        Collections.emptyList());
    // The very one of the server: it learns of servlets that are added later.
    Array.set(members.need(onlyContext(mapper), "versions"), 0, version);
    return mapper;
  }

  private Object onlyContext(Object mapper) {
    Object host = first(members.need(mapper, "hosts"));
    return first(members.need(members.need(host, "contextList"), "contexts"));
  }

  private static Object first(@Nullable Object array) {
    if (array == null || Array.getLength(array) != 1) {
      throw new Members.UnknownServerException("the mapper has not one entry", null);
    }
    return Array.get(array, 0);
  }
}
