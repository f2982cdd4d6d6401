package dev.offstage.internal.agent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Calls on their way through a chain of Spring's interceptors, by name: all of this is there, and
 * the same, from Spring 2 on. Immutable.
 */
final class SpringInvocations {
  private static final String AOP = "org.springframework.aop.";
  private static final MethodHandle RUN = run();

  private final Class<?> parameterType;
  private final Class<?> type;
  private final MethodHandle getThis;
  private final MethodHandle getMethod;
  private final MethodHandle getArguments;
  private final MethodHandle targetClass;
  private final MethodHandle specificMethod;

  // Not private: a Later would need a method of the compiler's for each.
  final MethodHandle copy;
  final ThreadLocal<@Nullable Object> exposed;

  @SuppressWarnings("unchecked") // as Spring declares it
  SpringInvocations(ClassLoader loader) throws ReflectiveOperationException {
    parameterType = Class.forName("org.aopalliance.intercept.MethodInvocation", false, loader);
    type = Class.forName(AOP + "ProxyMethodInvocation", false, loader);
    getThis = handle(type.getMethod("getThis"));
    getMethod = handle(type.getMethod("getMethod"));
    getArguments = handle(type.getMethod("getArguments"));
    copy = handle(type.getMethod("invocableClone", Object[].class));
    Class<?> utils = Class.forName(AOP + "support.AopUtils", false, loader);
    targetClass = handle(utils.getMethod("getTargetClass", Object.class));
    specificMethod = handle(utils.getMethod("getMostSpecificMethod", Method.class, Class.class));
    Field current =
        Class.forName(AOP + "interceptor.ExposeInvocationInterceptor", true, loader)
            .getDeclaredField("invocation");
    current.setAccessible(true);
    exposed = (ThreadLocal<@Nullable Object>) current.get(null);
  }

  private static MethodHandle run() {
    try {
      return MethodHandles.lookup()
          .findVirtual(Later.class, "run", MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One whose parameters are all of one kind: the types of Spring are none of ours. */
  static MethodHandle handle(Method method) throws IllegalAccessException {
    MethodHandle handle = MethodHandles.publicLookup().unreflect(method).asFixedArity();
    MethodType type = handle.type();
    MethodType plain =
        type.changeReturnType(type.returnType() == void.class ? void.class : Object.class);
    for (int i = 0; i < type.parameterCount(); i++) {
      if (type.parameterType(i) != Object[].class) {
        plain = plain.changeParameterType(i, Object.class);
      }
    }
    return handle.asType(plain);
  }

  /** What interceptors take. */
  Class<?> parameterType() {
    return parameterType;
  }

  /** Whether it is one that can go on in another thread. */
  boolean include(Object invocation) {
    return type.isInstance(invocation);
  }

  /** The class behind all proxies. */
  Class<?> targetClass(Object invocation) throws Throwable {
    Object target = (Object) getThis.invokeExact(invocation);
    return (Class<?>) (Object) targetClass.invokeExact(target);
  }

  /** The method that the call ends in: of an interface's, the one that implements it. */
  Method implementation(Object invocation, Class<?> target) throws Throwable {
    Object method = (Object) getMethod.invokeExact(invocation);
    return (Method) (Object) specificMethod.invokeExact(method, (Object) target);
  }

  /** The rest of a call, from an interceptor on. */
  Later later(Object invocation, MethodHandle invoke, Object interceptor) throws Throwable {
    Object[] arguments = ((Object[]) (Object) getArguments.invokeExact(invocation)).clone();
    Object rest = (Object) copy.invokeExact(invocation, arguments);
    return new Later(rest, arguments, invoke, interceptor, exposed.get() == invocation);
  }

  /** What a task runs. */
  final class Later {
    final Object[] arguments;
    private final Object rest;
    private final MethodHandle invoke;
    private final Object interceptor;
    private final boolean isExposed;

    private Later(
        Object rest,
        Object[] arguments,
        MethodHandle invoke,
        Object interceptor,
        boolean isExposed) {
      this.rest = rest;
      this.arguments = arguments;
      this.invoke = invoke;
      this.interceptor = interceptor;
      this.isExposed = isExposed;
    }

    /** Takes the arguments, some of which may have been replaced by copies. */
    MethodHandle body() {
      return RUN.bindTo(this);
    }

    /**
     * Each attempt has a copy of its own: a call remembers which interceptors it has passed. Advice
     * that is written with AspectJ's annotations asks the thread for the call.
     */
    @Nullable Object run(Object[] copied) throws Throwable {
      Object attempt = (Object) copy.invokeExact(rest, copied.clone());
      Object before = exposed.get();
      if (isExposed) {
        exposed.set(attempt);
      }
      try {
        return (Object) invoke.invokeExact(interceptor, attempt);
      } finally {
        if (before == null) {
          exposed.remove();
        } else {
          exposed.set(before);
        }
      }
    }
  }
}
