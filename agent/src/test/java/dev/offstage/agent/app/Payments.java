package dev.offstage.agent.app;

import dev.offstage.Background;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/** A bean of Spring. */
public class Payments {
  @Background
  @Transactional
  public void pay(String what, long cents) {
    Calls.add("pay " + what + " " + cents);
  }

  @Background
  @Transactional
  public CompletableFuture<String> receipt(String what) {
    Calls.add("receipt " + what);
    return CompletableFuture.completedFuture("paid " + what);
  }

  /** Fails the first time. */
  @Background(retries = 1, backoff = "0s")
  @Transactional
  public CompletableFuture<String> refund(StringBuilder log) {
    Calls.add("refund " + log);
    if (log.length() == 0) {
      log.append("again");
      throw new IllegalStateException("no money today");
    }
    return CompletableFuture.completedFuture("refunded");
  }

  /** Calls a method as a proxy of Spring does. */
  public static Object proxied(Payments target, String name, Object... arguments) throws Throwable {
    for (Method method : Payments.class.getMethods()) {
      if (method.getName().equals(name)) {
        return new TransactionInterceptor().invoke(new Invocation(target, method, arguments));
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static final class Invocation implements ProxyMethodInvocation {
    private final Object target;
    private final Method method;
    private Object[] arguments;
    private boolean passed;

    Invocation(Object target, Method method, Object... arguments) {
      this.target = target;
      this.method = method;
      this.arguments = arguments.clone();
    }

    @Override
    public Method getMethod() {
      return method;
    }

    @Override
    public Object getThis() {
      return target;
    }

    @Override
    @SuppressWarnings("ReturnsArrayByReference") // as Spring's does
    public Object[] getArguments() {
      return arguments;
    }

    @Override
    public void setArguments(Object... others) {
      arguments = others.clone();
    }

    @Override
    public MethodInvocation invocableClone(Object... others) {
      Invocation clone = new Invocation(target, method, others);
      clone.passed = passed;
      return clone;
    }

    /** Spring's would pass over its interceptors the second time. */
    @Override
    public Object proceed() throws Throwable {
      if (passed) {
        throw new IllegalStateException("this call has gone through its interceptors before");
      }
      passed = true;
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
