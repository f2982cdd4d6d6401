package dev.offstage.internal.context;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads the maps that a thread keeps its thread-locals in; the JDK has no API for it. Up to 8 and
 * where {@code java.lang} is open, as servers' start scripts have it, by reflection; else, up to
 * 23, by {@code sun.misc.Unsafe}. Newer JDKs would print a warning about that (JEP 498).
 */
final class ThreadLocalsAccess {
  // Constants, so that a call costs what reading the field does. All are null, or none.
  private static final @Nullable MethodHandle LOCALS;
  private static final @Nullable MethodHandle INHERITABLE;
  private static final @Nullable MethodHandle SIZE;
  private static final @Nullable MethodHandle TABLE;

  static {
    MethodHandle[] all = find();
    LOCALS = all == null ? null : all[0];
    INHERITABLE = all == null ? null : all[1];
    SIZE = all == null ? null : all[2];
    TABLE = all == null ? null : all[3];
  }

  private ThreadLocalsAccess() {}

  /** Makes a getter of a field; its types are Object, or int. */
  private interface Getters {
    MethodHandle of(Field field) throws ReflectiveOperationException;
  }

  /** Whether this JVM allows it. Without it nothing else here may be called. */
  static boolean isPossible() {
    return LOCALS != null;
  }

  private static MethodHandle @Nullable [] find() {
    int version = version();
    MethodHandle[] found = null;
    if (version < 9 || version > 15) {
      // From 9 to 15 it is allowed, but a warning is printed.
      found = by(ThreadLocalsAccess::reflected);
    }
    if (found == null && version >= 9 && version < 24) {
      found = by(ThreadLocalsAccess::unsafe);
    }
    return found;
  }

  private static int version() {
    String version = System.getProperty("java.specification.version");
    return version.startsWith("1.") ? 8 : Integer.parseInt(version);
  }

  private static MethodHandle @Nullable [] by(Getters getters) {
    try {
      Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
      return new MethodHandle[] {
        getters.of(Thread.class.getDeclaredField("threadLocals")),
        getters.of(Thread.class.getDeclaredField("inheritableThreadLocals")),
        getters.of(map.getDeclaredField("size")),
        getters.of(map.getDeclaredField("table"))
      };
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // Not open, forbidden by a security manager, or not there.
      return null;
    }
  }

  private static MethodHandle reflected(Field field) throws ReflectiveOperationException {
    field.setAccessible(true);
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
                MethodType.methodType(
                    field.getType() == int.class ? int.class : Object.class,
                    Object.class,
                    long.class))
            .bindTo(unsafe);
    return erased(MethodHandles.insertArguments(get, 1, offset));
  }

  private static MethodHandle erased(MethodHandle getter) {
    Class<?> result = getter.type().returnType();
    return getter.asType(
        MethodType.methodType(result == int.class ? int.class : Object.class, Object.class));
  }

  /** The current thread's map; null if it has none yet. */
  @SuppressWarnings("NullAway") // see isPossible()
  static @Nullable Object map(boolean inherited) throws Throwable {
    Object thread = Thread.currentThread();
    return inherited
        ? (Object) INHERITABLE.invokeExact(thread)
        : (Object) LOCALS.invokeExact(thread);
  }

  /** How many entries it has, those whose thread-local is gone included. */
  @SuppressWarnings("NullAway")
  static int size(Object map) throws Throwable {
    return (int) SIZE.invokeExact(map);
  }

  /** Its entries, which are references to thread-locals; most are null. */
  @SuppressWarnings("NullAway")
  static Object[] table(Object map) throws Throwable {
    return (Object[]) (Object) TABLE.invokeExact(map);
  }
}
