package dev.offstage.internal.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of the JDK's that it has no API for. Up to 8, and where their package is open, as
 * servers' start scripts have some, by reflection; else, up to 23, by {@code sun.misc.Unsafe}.
 * Newer JDKs would print a warning about that (JEP 498).
 */
public final class HiddenField {
  private static final int VERSION = version();

  private HiddenField() {}

  private static int version() {
    String version = System.getProperty("java.specification.version");
    return version.startsWith("1.") ? 8 : Integer.parseInt(version);
  }

  /**
   * A getter, from Object to Object, or to int; null where this JVM does not allow it, or has no
   * such field.
   *
   * @param type the binary name of the class that declares it
   */
  public static @Nullable MethodHandle getter(String type, String name) {
    try {
      Field field = Class.forName(type, false, null).getDeclaredField(name);
      MethodHandle found = null;
      if (VERSION < 9 || VERSION > 15) {
        // From 9 to 15 it is allowed, but a warning is printed.
        found = reflected(field);
      }
      return found == null && VERSION >= 9 && VERSION < 24 ? unsafe(field) : found;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // Not open, forbidden by a security manager, or not there.
      return null;
    }
  }

  private static @Nullable MethodHandle reflected(Field field) throws IllegalAccessException {
    try {
      field.setAccessible(true);
    } catch (RuntimeException e) {
      return null;
    }
    return erased(MethodHandles.lookup().unreflectGetter(field));
  }

  private static MethodHandle unsafe(Field field) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe", true, null);
    Field holder = type.getDeclaredField("theUnsafe");
    holder.setAccessible(true);
    Object unsafe = holder.get(null);
    Object offset = type.getMethod("objectFieldOffset", Field.class).invoke(unsafe, field);
    MethodHandle get =
        MethodHandles.publicLookup()
            .findVirtual(
                type,
                field.getType() == int.class ? "getInt" : "getObject",
                MethodType.methodType(erased(field.getType()), Object.class, long.class))
            .bindTo(unsafe);
    return erased(MethodHandles.insertArguments(get, 1, offset));
  }

  private static MethodHandle erased(MethodHandle getter) {
    Class<?> result = getter.type().returnType();
    return getter.asType(MethodType.methodType(erased(result), Object.class));
  }

  private static Class<?> erased(Class<?> type) {
    return type == int.class ? type : Object.class;
  }
}
