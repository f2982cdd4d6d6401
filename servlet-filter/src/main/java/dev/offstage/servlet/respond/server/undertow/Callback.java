package dev.offstage.servlet.respond.server.undertow;

import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** What the server calls: the only method of one of its own interfaces. */
@FunctionalInterface
interface Callback {
  /**
   * Does it.
   *
   * @param argument the first one of the server's call
   * @return what the server gets; ignored where that is void
   */
  @Nullable Object call(Object argument) throws Exception;

  /** An object of the interface: a proxy, since the webapp has been compiled without the server. */
  static Object of(Class<?> type, Callback callback) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() != Object.class) {
            return callback.call(arguments[0]);
          }
          switch (method.getName()) {
            case "hashCode":
              return System.identityHashCode(proxy);
            case "equals":
              return proxy == arguments[0];
            default:
              return "offstage";
          }
        });
  }
}
