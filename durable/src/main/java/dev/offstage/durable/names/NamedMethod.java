package dev.offstage.durable.names;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method that durable tasks may call. Thread-safe. */
public final class NamedMethod {
  private static final String ALLOWED =
      ", so nothing has the method where the task runs; allowed: a static method, and one of a bean"
          + " of Spring or CDI or of a class with such a constructor";

  public final String name;
  public final Method method;

  NamedMethod(String name, Method method) {
    this.name = name;
    this.method = method;
  }

  public boolean isStatic() {
    return Modifier.isStatic(method.getModifiers());
  }

  /**
   * Checks that the object of a call can be made where the task is run.
   *
   * @throws IllegalArgumentException if not: says why
   */
  public void checkConstructor() {
    Constructor<?> unused = constructor();
  }

  /**
   * Calls it, on a new object unless it is static.
   *
   * @throws Exception what the method throws
   */
  public @Nullable Object call(List<? extends @Nullable Object> arguments) throws Exception {
    return call(method, isStatic() ? null : make(), arguments);
  }

  /**
   * Calls it on an object of the application's framework.
   *
   * @throws Exception what the method throws
   */
  public @Nullable Object callOn(Object bean, List<? extends @Nullable Object> arguments)
      throws Exception {
    return call(methodOf(bean), bean, arguments);
  }

  /**
   * The method of a bean, whose class need not be the one that declares it: its callers may know a
   * proxy.
   */
  private Method methodOf(Object bean) {
    boolean isPassedBy = (method.getModifiers() & (Modifier.PRIVATE | Modifier.FINAL)) != 0;
    if (bean.getClass() == method.getDeclaringClass()
        || (method.getDeclaringClass().isInstance(bean) && !isPassedBy)) {
      return method;
    }
    for (Class<?> face : bean.getClass().getInterfaces()) {
      try {
        return face.getMethod(method.getName(), method.getParameterTypes());
      } catch (NoSuchMethodException e) {
        // The next one.
      }
    }
    throw new IllegalStateException(
        name
            + " cannot be called on the bean, which is a "
            + bean.getClass().getName()
            + "; allowed: methods that are neither private nor final, and that the proxy has");
  }

  private static @Nullable Object call(
      Method method, @Nullable Object receiver, List<? extends @Nullable Object> arguments)
      throws Exception {
    method.setAccessible(true);
    try {
      return method.invoke(receiver, arguments.toArray());
    } catch (InvocationTargetException e) {
      throw thrown(e);
    }
  }

  private Object make() throws Exception {
    Constructor<?> constructor = constructor();
    constructor.setAccessible(true);
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw thrown(e);
    }
  }

  private static Exception thrown(InvocationTargetException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error) {
      throw (Error) cause;
    }
    return cause instanceof Exception ? (Exception) cause : e;
  }

  private Constructor<?> constructor() {
    Class<?> type = method.getDeclaringClass();
    if (Modifier.isAbstract(type.getModifiers())) {
      throw new IllegalArgumentException(
          name
              + " is not static, "
              + type.getName()
              + " is abstract, and there is no bean of it"
              + ALLOWED);
    }
    try {
      return type.getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          name
              + " is not static, "
              + type.getName()
              + " has no constructor without arguments, and there is no bean of it"
              + ALLOWED,
          e);
    }
  }
}
