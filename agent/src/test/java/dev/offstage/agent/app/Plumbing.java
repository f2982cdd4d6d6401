package dev.offstage.agent.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** What is between a proxy and its target. */
final class Plumbing {
  private Plumbing() {}

  static Object proceed(Object target, Method method, Object... arguments) throws Exception {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }
}
