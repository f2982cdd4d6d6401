package dev.offstage.servlet.server;

import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** Whether HTTP/2 is switched on in a Tomcat, which has it off unless server.xml says otherwise. */
final class TomcatHttp2 {
  private TomcatHttp2() {}

  /** True also if that cannot be found out. */
  static boolean mayBeOn(ServletContext context) {
    try {
      Members members = new Members();
      Object[] connectors = (Object[]) members.result(service(members, context), "findConnectors");
      for (Object connector : connectors) {
        // The only such protocol is HTTP/2.
        if (((Object[]) members.result(connector, "findUpgradeProtocols")).length > 0) {
          return true;
        }
      }
      // Without any, somebody adds them later.
      return connectors.length == 0;
    } catch (RuntimeException | LinkageError e) {
      return true;
    }
  }

  private static Object service(Members members, ServletContext context) {
    Object engine = members.need(members.need(context, "context"), "context");
    for (@Nullable Object parent = engine;
        parent != null;
        parent = members.call(parent, "getParent")) {
      engine = parent;
    }
    return members.result(engine, "getService");
  }
}
