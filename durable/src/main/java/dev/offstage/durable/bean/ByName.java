package dev.offstage.durable.bean;

import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls methods of frameworks, which this library has no classes of. */
final class ByName {
  private ByName() {}

  /** The type of that name that an object knows; null if it knows none. */
  static @Nullable Class<?> type(Object near, String name) {
    try {
      return Class.forName(name, false, near.getClass().getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** Whether an object is of a type that is called so. */
  static boolean is(Object object, String type) {
    Class<?> known = type(object, type);
    return known != null && known.isInstance(object);
  }

  /**
   * Calls a method that takes nothing.
   *
   * @param type which has the method: the object's own class may not be public
   */
  static @Nullable Object ask(Object object, String type, String method) {
    return call(object, type, method, new Class<?>[0]);
  }

  /** The same for one that always has an answer. */
  static Object get(Object object, String type, String method) {
    return Objects.requireNonNull(ask(object, type, method), method);
  }

  /** Calls a method. */
  static @Nullable Object call(
      Object object, String type, String method, Class<?>[] parameters, Object... arguments) {
    try {
      Class<?> known = Objects.requireNonNull(type(object, type), type);
      return known.getMethod(method, parameters).invoke(object, arguments);
    } catch (InvocationTargetException e) {
      throw thrown(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("not as it is known: " + type + "." + method, e);
    }
  }

  static RuntimeException thrown(InvocationTargetException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error) {
      throw (Error) cause;
    }
    return cause instanceof RuntimeException
        ? (RuntimeException) cause
        : new IllegalStateException(cause);
  }
}
