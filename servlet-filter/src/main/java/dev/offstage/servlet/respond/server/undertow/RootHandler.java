package dev.offstage.servlet.respond.server.undertow;

import dev.offstage.servlet.server.Members;
import java.lang.reflect.Field;

/** Finds the first handler behind the protocol of a connector. */
final class RootHandler {
  private static final String UPGRADE = "io.undertow.server.protocol.http2.Http2UpgradeHandler";

  private RootHandler() {}

  /** The same one for all connections of a connector. */
  static Object of(Members members, Object connection) {
    Object root = members.need(connection, "rootHandler");
    // A connection that was upgraded to HTTP/2 has one of its own in front of it.
    for (int depth = 0; depth < 3 && isOfUpgrade(root); depth++) {
      root = outer(members, root);
    }
    return root;
  }

  private static boolean isOfUpgrade(Object handler) {
    return handler.getClass().getName().startsWith(UPGRADE + "$");
  }

  private static Object outer(Members members, Object inner) {
    for (Field field : inner.getClass().getDeclaredFields()) {
      if (field.getType().getName().startsWith(UPGRADE)) {
        return members.need(inner, field.getName());
      }
    }
    return inner;
  }
}
