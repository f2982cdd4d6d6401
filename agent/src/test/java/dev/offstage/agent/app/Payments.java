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

  /** Calls a method as a proxy of Spring does. */
  static Object proxied(Payments target, String name, Object... arguments) throws Throwable {
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
      return new Invocation(target, method, others);
    }

    @Override
    public Object proceed() throws Throwable {
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
