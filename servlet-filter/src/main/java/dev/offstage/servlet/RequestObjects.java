package dev.offstage.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.Part;

/** The objects of a container that live no longer than a request, or must not be used beside it. */
final class RequestObjects {
  private static final Class<?>[] TYPES = {
    ServletRequest.class,
    ServletResponse.class,
    HttpSession.class,
    AsyncContext.class,
    Part.class,
    ServletInputStream.class,
    ServletOutputStream.class
  };

  private RequestObjects() {}

  static boolean isOne(Object value) {
    return isType(value.getClass());
  }

  static boolean isType(Class<?> type) {
    for (Class<?> known : TYPES) {
      if (known.isAssignableFrom(type)) {
        return true;
      }
    }
    return false;
  }
}
