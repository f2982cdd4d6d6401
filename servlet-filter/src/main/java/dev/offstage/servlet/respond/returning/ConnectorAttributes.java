package dev.offstage.servlet.respond.returning;

import dev.offstage.servlet.server.ContainerRequest;
import dev.offstage.servlet.server.Members;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the connector has told of a request by attributes, and could not tell of the second one: its
 * TLS connection, and by AJP whatever the web server in front has added, such as what Shibboleth
 * knows of a user.
 */
public final class ConnectorAttributes {
  /** What Jetty 12 has of a TLS connection; its authenticators ask for it. */
  public static final String JETTY_TLS = "org.eclipse.jetty.io.Endpoint.SslSessionData";

  private static final String TOMCAT = "org.apache.catalina.connector.RequestFacade";

  /** Of the Servlet specification, section 3.10, without the certificate: that does not return. */
  private static final String[] OF_TLS = {
    "cipher_suite", "key_size", "ssl_session_id", "secure_protocol"
  };

  private static final Members MEMBERS = new Members();

  private ConnectorAttributes() {}

  /** Those of a request. */
  static Map<String, Object> of(HttpServletRequest request) {
    Map<String, Object> told = new HashMap<>(ofAjp(ContainerRequest.of(request)));
    if (request.isSecure()) {
      Object ofJetty = ofJetty(ContainerRequest.of(request));
      if (ofJetty != null) {
        told.put(JETTY_TLS, ofJetty);
      }
      for (String name : OF_TLS) {
        // The two names of one attribute, in parts: a build for the other one must not change them.
        for (String start : new String[] {"javax", "jakarta"}) {
          String full = start + ".servlet.request." + name;
          add(full, request.getAttribute(full), told);
        }
      }
    }
    return told.isEmpty() ? Collections.emptyMap() : Collections.unmodifiableMap(told);
  }

  /** The newer environments give it to nobody but the request of the core. */
  private static @Nullable Object ofJetty(ServletRequest own) {
    try {
      return own.getClass().getName().startsWith("org.eclipse.jetty.")
              && MEMBERS.has(own, "getRequest")
          ? MEMBERS.call(MEMBERS.result(own, "getRequest"), "getAttribute", JETTY_TLS)
          : own.getAttribute(JETTY_TLS);
    } catch (RuntimeException | LinkageError e) {
      // Not as it was when this was written.
      return null;
    }
  }

  /** Tomcat gives them by name, and lists them nowhere. */
  private static Map<String, Object> ofAjp(ServletRequest own) {
    Map<String, Object> told = new HashMap<>();
    if (own.getClass().getName().equals(TOMCAT)) {
      try {
        Object coyote = MEMBERS.result(MEMBERS.need(own, "request"), "getCoyoteRequest");
        Map<?, ?> all = (Map<?, ?>) MEMBERS.result(coyote, "getAttributes");
        all.forEach((name, value) -> add(String.valueOf(name), value, told));
      } catch (RuntimeException | LinkageError e) {
        // Not as it was when this was written: then there are none.
        told.clear();
      }
    }
    return told;
  }

  /** No objects that belong to the first request. */
  private static void add(String name, @Nullable Object value, Map<String, Object> to) {
    if (value instanceof String || value instanceof Integer) {
      to.put(name, value);
    }
  }
}
