package org.springframework.aop.support;

import java.lang.reflect.Method;

public final class AopUtils {
  private AopUtils() {}

  public static Class<?> getTargetClass(Object candidate) {
    return candidate.getClass();
  }

  public static Method getMostSpecificMethod(Method method, Class<?> targetClass)
      throws NoSuchMethodException {
    return targetClass.getDeclaredMethod(method.getName(), method.getParameterTypes());
  }
}
