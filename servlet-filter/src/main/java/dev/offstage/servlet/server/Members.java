package dev.offstage.servlet.server;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Members of the server's classes by their names. What is found is remembered for each class, so it
 * goes with the webapp's own loader. Whatever is not there, or is not open to us, is an {@link
 * UnknownServerException}. Thread-safe.
 */
public final class Members {
  private final ConcurrentMap<Class<?>, ConcurrentMap<String, Optional<AccessibleObject>>> known =
      new ConcurrentHashMap<>();

  /** The server is not as it was when this was written. */
  public static final class UnknownServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownServerException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The value of a field, whoever may see it. */
  public @Nullable Object get(Object target, String field) {
    try {
      return field(target.getClass(), field).get(target);
    } catch (IllegalAccessException e) {
      throw new UnknownServerException("no access to " + field, e);
    }
  }

  /** The value of a field that is never null. */
  public Object need(Object target, String field) {
    Object value = get(target, field);
    if (value == null) {
      throw new UnknownServerException(target.getClass().getName() + " has no " + field, null);
    }
    return value;
  }

  /** What a method returns that never returns null. */
  public Object result(Object target, String name, @Nullable Object... arguments) {
    Object value = call(target, name, arguments);
    if (value == null) {
      throw new UnknownServerException(target.getClass().getName() + " gives no " + name, null);
    }
    return value;
  }

  /** Sets a field, whoever may see it. */
  public void set(Object target, String field, @Nullable Object value) {
    try {
      field(target.getClass(), field).set(target, value);
    } catch (IllegalAccessException e) {
      throw new UnknownServerException("no access to " + field, e);
    }
  }

  /**
   * Calls a method of the target.
   *
   * @throws UnknownServerException if there is none of that name for such arguments; what the
   *     method itself throws comes as it is
   */
  public @Nullable Object call(Object target, String name, @Nullable Object... arguments) {
    Method method = method(target.getClass(), name, arguments);
    if (method == null) {
      throw new UnknownServerException(
          target.getClass().getName() + " has no " + name + Arrays.toString(arguments), null);
    }
    return invoke(method, target, arguments);
  }

  /**
   * The same by a type that the target has, an interface say: its own class may be closed to us.
   *
   * @throws UnknownServerException if there is none of that name for such arguments; what the
   *     method itself throws comes as it is
   */
  public @Nullable Object callAs(
      Class<?> type, Object target, String name, @Nullable Object... arguments) {
    Method method = method(type, name, arguments);
    if (method == null) {
      throw new UnknownServerException(type.getName() + " has no " + name, null);
    }
    return invoke(method, target, arguments);
  }

  /** Calls a static method. */
  public @Nullable Object callStatic(Class<?> type, String name, @Nullable Object... arguments) {
    Method method = method(type, name, arguments);
    if (method == null) {
      throw new UnknownServerException(type.getName() + " has no " + name, null);
    }
    return invoke(method, null, arguments);
  }

  /** The value of a static field that is never null. */
  public Object constant(Class<?> type, String field) {
    try {
      Object value = field(type, field).get(null);
      if (value != null) {
        return value;
      }
    } catch (IllegalAccessException e) {
      throw new UnknownServerException("no access to " + field, e);
    }
    throw new UnknownServerException(type.getName() + " has no " + field, null);
  }

  /** Whether there is a method of that name for such arguments. */
  public boolean has(Object target, String name, @Nullable Object... arguments) {
    return method(target.getClass(), name, arguments) != null;
  }

  /** A new object by the constructor for such arguments. */
  public Object create(Class<?> type, @Nullable Object... arguments) {
    for (Constructor<?> constructor : seen(type, Class::getDeclaredConstructors)) {
      if (fits(constructor.getParameterTypes(), arguments)) {
        try {
          open(constructor);
          return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
          throw thrownBy(e);
        } catch (ReflectiveOperationException e) {
          throw new UnknownServerException("no new " + type.getName(), e);
        }
      }
    }
    throw new UnknownServerException("no constructor of " + type.getName(), null);
  }

  /** A class by its name, beside another one. */
  public static Class<?> type(ClassLoader loader, String name) {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException | LinkageError | SecurityException e) {
      throw new UnknownServerException("no class " + name, e);
    }
  }

  private static @Nullable Object invoke(
      Method method, @Nullable Object target, @Nullable Object[] arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw thrownBy(e);
    } catch (IllegalAccessException e) {
      throw new UnknownServerException("no access to " + method, e);
    }
  }

  private ConcurrentMap<String, Optional<AccessibleObject>> of(Class<?> type) {
    return known.computeIfAbsent(type, key -> new ConcurrentHashMap<>());
  }

  private Field field(Class<?> type, String name) {
    return (Field)
        of(type)
            .computeIfAbsent(
                name,
                key -> {
                  for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                    try {
                      return Optional.of(open(at.getDeclaredField(name)));
                    } catch (NoSuchFieldException e) {
                      // Perhaps further up.
                    } catch (SecurityException e) {
                      throw new UnknownServerException("no access to " + at.getName(), e);
                    }
                  }
                  throw new UnknownServerException(type.getName() + " has no field " + name, null);
                })
            .get();
  }

  private @Nullable Method method(Class<?> type, String name, @Nullable Object[] arguments) {
    StringBuilder key = new StringBuilder(name).append('(');
    for (Object argument : arguments) {
      key.append(',').append(argument == null ? "null" : argument.getClass().getName());
    }
    ConcurrentMap<String, Optional<AccessibleObject>> ofType = of(type);
    Optional<AccessibleObject> found = ofType.get(key.toString());
    if (found == null) {
      // That there is none is kept as well: to look for it again takes longest.
      found = Optional.ofNullable(find(type, name, arguments));
      ofType.put(key.toString(), found);
    }
    return (Method) found.orElse(null);
  }

  private static @Nullable Method find(Class<?> type, String name, @Nullable Object[] arguments) {
    Method fallback = null;
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Method method : seen(at, Class::getDeclaredMethods)) {
        if (method.getName().equals(name)
            && !method.isBridge()
            && fits(method.getParameterTypes(), arguments)) {
          if (Modifier.isPublic(method.getModifiers())) {
            return open(method);
          }
          fallback = fallback == null ? method : fallback;
        }
      }
    }
    for (Method method : seen(type, Class::getMethods)) {
      // Default methods of interfaces.
      if (method.getName().equals(name) && fits(method.getParameterTypes(), arguments)) {
        return open(method);
      }
    }
    return fallback == null ? null : open(fallback);
  }

  /** A security manager may hide a whole package of the server's. */
  private static <T> T seen(Class<?> type, Function<Class<?>, T> members) {
    try {
      return members.apply(type);
    } catch (SecurityException e) {
      throw new UnknownServerException("no access to " + type.getName(), e);
    }
  }

  private static <T extends AccessibleObject> T open(T member) {
    try {
      member.setAccessible(true);
      return member;
    } catch (RuntimeException e) {
      // A module that is not open to us, or a security manager.
      throw new UnknownServerException("no access to " + member, e);
    }
  }

  private static boolean fits(Class<?>[] types, @Nullable Object[] arguments) {
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      Object argument = arguments[i];
      if (argument == null ? types[i].isPrimitive() : !boxed(types[i]).isInstance(argument)) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> boxed(Class<?> type) {
    if (!type.isPrimitive()) {
      return type;
    }
    return java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0).getClass();
  }

  private static RuntimeException thrownBy(InvocationTargetException e) {
    Throwable cause = e.getCause();
    return asItIs(cause == null ? e : cause, RuntimeException.class);
  }

  /** Throws it without a wrapper, though the compiler knows of none such. */
  @SuppressWarnings({"unchecked", "unused"})
  private static <T extends Throwable> RuntimeException asItIs(Throwable thrown, Class<T> unchecked)
      throws T {
    throw (T) thrown;
  }
}
