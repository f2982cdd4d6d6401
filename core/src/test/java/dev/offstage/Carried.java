package dev.offstage;

import io.micrometer.context.ContextRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.net.URL;
import java.net.URLClassLoader;
import org.apache.log4j.NDC;
import org.apache.logging.log4j.ThreadContext;
import org.slf4j.MDC;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** Everything thread-bound that a task takes along; each kind keeps one text. */
enum Carried {
  CLASS_LOADER {
    @Override
    void set(String value) {
      Thread.currentThread().setContextClassLoader(new Named(value));
    }

    @Override
    String get() {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return loader instanceof Named ? ((Named) loader).name : null;
    }

    @Override
    void clear() {
      Thread.currentThread().setContextClassLoader(Carried.class.getClassLoader());
    }
  },
  SLF4J_MDC {
    @Override
    void set(String value) {
      MDC.put("user", value);
    }

    @Override
    String get() {
      return MDC.get("user");
    }

    @Override
    void clear() {
      MDC.clear();
    }
  },
  LOG4J2_MAP {
    @Override
    void set(String value) {
      ThreadContext.put("user", value);
    }

    @Override
    String get() {
      return ThreadContext.get("user");
    }

    @Override
    void clear() {
      ThreadContext.clearMap();
    }
  },
  LOG4J2_STACK {
    @Override
    void set(String value) {
      ThreadContext.clearStack();
      ThreadContext.push(value);
    }

    @Override
    String get() {
      return ThreadContext.getDepth() == 0 ? null : ThreadContext.peek();
    }

    @Override
    void clear() {
      ThreadContext.clearStack();
    }
  },
  LOG4J1_MDC {
    @Override
    void set(String value) {
      org.apache.log4j.MDC.put("user", value);
    }

    @Override
    String get() {
      return (String) org.apache.log4j.MDC.get("user");
    }

    @Override
    void clear() {
      org.apache.log4j.MDC.clear();
    }
  },
  LOG4J1_STACK {
    @Override
    void set(String value) {
      NDC.clear();
      NDC.push(value);
    }

    @Override
    String get() {
      return NDC.getDepth() == 0 ? null : NDC.peek();
    }

    @Override
    void clear() {
      NDC.remove();
    }
  },
  /** A thread-local of the application with a context-propagation accessor. */
  ACCESSOR {
    @Override
    void set(String value) {
      TENANT.set(value);
    }

    @Override
    String get() {
      return TENANT.get();
    }

    @Override
    void clear() {
      TENANT.remove();
    }
  },
  OPENTELEMETRY {
    @Override
    @SuppressWarnings("MustBeClosedChecker") // much code forgets it
    void set(String value) {
      Context.root().with(USER, value).makeCurrent();
    }

    @Override
    String get() {
      return Context.current().get(USER);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // it holds nothing
    void clear() {
      Context.root().makeCurrent();
    }
  },
  SPRING_SECURITY {
    @Override
    void set(String value) {
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(new TestingAuthenticationToken(value, "password"));
      SecurityContextHolder.setContext(context);
    }

    @Override
    String get() {
      Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
      return authentication == null ? null : authentication.getName();
    }

    @Override
    void clear() {
      SecurityContextHolder.clearContext();
    }
  };

  private static final ContextKey<String> USER = ContextKey.named("user");
  private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

  static {
    ContextRegistry.getInstance()
        .registerThreadLocalAccessor("tenant", TENANT)
        .registerThreadLocalAccessor(new SecurityContextAccessor());
  }

  abstract void set(String value);

  abstract String get();

  abstract void clear();

  private static final class Named extends URLClassLoader {
    final String name;

    Named(String name) {
      super(new URL[0], Carried.class.getClassLoader());
      this.name = name;
    }
  }
}
