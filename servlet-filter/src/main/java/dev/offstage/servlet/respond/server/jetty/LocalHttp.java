package dev.offstage.servlet.respond.server.jetty;

import dev.offstage.servlet.server.Members;
import java.lang.reflect.Array;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes what makes connections: as the connector's own HTTP/1.1, for requests that are known. */
final class LocalHttp {
  private final Members members;
  private final ClassLoader loader;

  LocalHttp(Members members, ClassLoader loader) {
    this.members = members;
    this.loader = loader;
  }

  Object factory(Object connector, Object configuration) {
    Class<?> type = Members.type(loader, "org.eclipse.jetty.server.HttpConnectionFactory");
    Object factory = members.create(type, copy(configuration));
    Object real = members.call(connector, "getConnectionFactory", type);
    if (real != null) {
      members.call(factory, "setInputBufferSize", members.result(real, "getInputBufferSize"));
      // Up to Jetty 9.4; since then it is of the configuration.
      if (members.has(real, "getHttpCompliance")) {
        members.call(factory, "setHttpCompliance", members.result(real, "getHttpCompliance"));
      }
    }
    return factory;
  }

  /** What the server took from TLS or a proxy the first time is known, and not there again. */
  private Object copy(Object configuration) {
    Object copy =
        members.create(
            Members.type(loader, "org.eclipse.jetty.server.HttpConfiguration"), configuration);
    ((List<?>) members.result(copy, "getCustomizers"))
        .removeIf(it -> it.getClass().getName().startsWith("org.eclipse.jetty.server."));
    // Else the end of the connection might be that of a response.
    members.call(copy, "setPersistentConnectionsEnabled", true);
    if (members.has(copy, "getHttpCompliance")) {
      // One that checks no host again, and only hands on what the end point has of TLS.
      members.call(
          copy,
          "addCustomizer",
          members.create(
              Members.type(loader, "org.eclipse.jetty.server.SecureRequestCustomizer"), false));
      allowOtherHost(copy, members.result(copy, "getHttpCompliance"));
    }
    return copy;
  }

  /** A proxy may have named the host that the request was for, and left the header as it was. */
  private void allowOtherHost(Object configuration, Object compliance) {
    Class<?> type =
        Members.type(
            compliance.getClass().getClassLoader(),
            "org.eclipse.jetty.http.HttpCompliance$Violation");
    Object mismatch = named("MISMATCHED_AUTHORITY", type);
    if (mismatch != null) {
      Object all = Array.newInstance(type, 1);
      Array.set(all, 0, mismatch);
      members.call(
          configuration, "setHttpCompliance", members.result(compliance, "with", "offstage", all));
    }
  }

  private static @Nullable Object named(String name, Class<?> enumeration) {
    for (Object each : enumeration.getEnumConstants()) {
      if (((Enum<?>) each).name().equals(name)) {
        return each;
      }
    }
    return null;
  }
}
