package dev.offstage.internal.context;

import dev.offstage.internal.jvm.HiddenField;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Reads the maps that a thread keeps its thread-locals in. */
final class ThreadLocalsAccess {
  private static final String MAP = "java.lang.ThreadLocal$ThreadLocalMap";

  // Constants, so that a call costs what reading the field does.
  private static final @Nullable MethodHandle LOCALS =
      HiddenField.getter("java.lang.Thread", "threadLocals");
  private static final @Nullable MethodHandle INHERITABLE =
      HiddenField.getter("java.lang.Thread", "inheritableThreadLocals");
  private static final @Nullable MethodHandle SIZE = HiddenField.getter(MAP, "size");
  private static final @Nullable MethodHandle TABLE = HiddenField.getter(MAP, "table");
  private static final @Nullable MethodHandle VALUE = HiddenField.getter(MAP + "$Entry", "value");

  private ThreadLocalsAccess() {}

  /** Whether this JVM allows it. Without it nothing else here may be called. */
  static boolean isPossible() {
    return LOCALS != null && INHERITABLE != null && SIZE != null && TABLE != null && VALUE != null;
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

  /** What the thread has in an entry of that table. */
  @SuppressWarnings("NullAway")
  static @Nullable Object value(Object entry) throws Throwable {
    return (Object) VALUE.invokeExact(entry);
  }
}
