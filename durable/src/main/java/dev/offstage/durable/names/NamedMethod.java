package dev.offstage.durable.names;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method that durable tasks may call. Thread-safe. */
public final class NamedMethod {
  public final String name;
  public final Method method;

  NamedMethod(String name, Method method) {
    this.name = name;
    this.method = method;
  }

  /**
   * Checks that the object of a call can be had again where the task is run.
   *
   * @throws IllegalArgumentException if not: says why
   */
  public void checkReceiver() {
    if (!Modifier.isStatic(method.getModifiers())) {
      Constructor<?> unused = constructor();
    }
  }

  /**
   * Calls it.
   *
   * @throws Exception what the method throws
   */
  public @Nullable Object call(List<? extends @Nullable Object> arguments) throws Exception {
    Object receiver = Modifier.isStatic(method.getModifiers()) ? null : make();
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
          type.getName() + " is abstract, so no object of it can be made where the task runs");
    }
    try {
      return type.getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          name
              + " is not static, and "
              + type.getName()
              + " has no constructor without arguments, so no object of it can be made where the"
              + " task runs",
          e);
    }
  }
}
