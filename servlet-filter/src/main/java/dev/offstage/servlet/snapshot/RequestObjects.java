package dev.offstage.servlet.snapshot;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.util.Enumeration;
import java.util.Map;

/** Objects of a container that live no longer than a request, or must not be used outside it. */
public final class RequestObjects {
  private static final Class<?>[] TYPES = {
    ServletRequest.class,
    ServletResponse.class,
    HttpSession.class,
    AsyncContext.class,
    Part.class,
    ServletInputStream.class,
    ServletOutputStream.class
  };

  /** What else a request hands out. It belongs to the request if its class is the server's. */
  private static final Class<?>[] GIVEN = {
    BufferedReader.class, PrintWriter.class, Map.class, Enumeration.class
  };

  /** Of Tomcat and the servers based on it, Jetty, Undertow, Liberty. */
  private static final String[] SERVERS = {
    "org.apache.catalina.",
    "org.apache.coyote.",
    "org.apache.tomcat.util.",
    "org.eclipse.jetty.",
    "io.undertow.",
    "com.ibm.ws."
  };

  private RequestObjects() {}

  public static boolean isOne(Object value) {
    return isType(value.getClass());
  }

  /** Whether everything of this type is one. */
  public static boolean isType(Class<?> type) {
    return isAnyOf(TYPES, type) || (isAnyOf(GIVEN, type) && isOfServer(type.getName()));
  }

  private static boolean isAnyOf(Class<?>[] known, Class<?> type) {
    for (Class<?> each : known) {
      if (each.isAssignableFrom(type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfServer(String className) {
    for (String prefix : SERVERS) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a parameter of this type can take one. */
  public static boolean fit(Class<?> parameterType) {
    return canTake(parameterType, TYPES) || canTake(parameterType, GIVEN);
  }

  private static boolean canTake(Class<?> parameterType, Class<?>[] known) {
    for (Class<?> each : known) {
      if (parameterType.isAssignableFrom(each)) {
        return true;
      }
    }
    return false;
  }
}
