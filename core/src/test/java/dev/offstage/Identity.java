package dev.offstage;

import java.util.Objects;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who a thread works for, as MDC, accessors, Spring Security and OpenTelemetry know it; null for
 * nobody.
 */
final class Identity {
  private static final Carried[] KINDS = {
    Carried.SLF4J_MDC, Carried.ACCESSOR, Carried.SPRING_SECURITY, Carried.OPENTELEMETRY
  };

  private Identity() {}

  static void become(String user) {
    for (Carried kind : KINDS) {
      if (user == null) {
        kind.clear();
      } else {
        kind.set(user);
      }
    }
  }

  static boolean is(String user) {
    for (Carried kind : KINDS) {
      if (!Objects.equals(kind.get(), user)) {
        return false;
      }
    }
    return true;
  }

  /** What careless work leaves on its thread: half of it by changing what was there. */
  static void leaveBehind(String user) {
    Carried.SLF4J_MDC.set(user);
    Carried.ACCESSOR.set(user);
    Carried.OPENTELEMETRY.set(user);
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken(user, "password"));
  }
}
