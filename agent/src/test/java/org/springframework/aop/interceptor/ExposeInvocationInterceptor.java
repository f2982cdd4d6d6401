package org.springframework.aop.interceptor;

import org.aopalliance.intercept.MethodInvocation;

public final class ExposeInvocationInterceptor {
  private static final ThreadLocal<MethodInvocation> invocation = new ThreadLocal<>();

  private ExposeInvocationInterceptor() {}

  public static MethodInvocation current() {
    return invocation.get();
  }
}
