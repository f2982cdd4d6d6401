package dev.offstage.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes a pool's threads: named, daemon, with the webapp's class loader, and without the
 * inheritable thread-locals of the request that happened to need one more thread.
 */
final class PoolThreads implements ThreadFactory {
  private static final @Nullable Constructor<Thread> WITHOUT_INHERITING = constructor();

  private final String prefix;
  private final @Nullable ClassLoader loader;
  private final AtomicInteger count = new AtomicInteger();

  PoolThreads(String prefix, @Nullable ClassLoader loader) {
    this.prefix = prefix;
    this.loader = loader;
  }

  private static @Nullable Constructor<Thread> constructor() {
    try {
      return Thread.class.getConstructor(
          ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  @Override
  public Thread newThread(Runnable work) {
    String name = prefix + "-" + count.incrementAndGet();
    Thread thread = newThread(work, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    return thread;
  }

  private static Thread newThread(Runnable work, String name) {
    if (WITHOUT_INHERITING != null) {
      try {
        return WITHOUT_INHERITING.newInstance(null, work, name, 0L, false);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("offstage: cannot make the thread " + name, e);
      }
    }
    return new Thread(
        () -> {
          forgetInherited();
          work.run();
        },
        name);
  }

  /** Java 8 has no constructor for it, but lets us at the field. */
  private static void forgetInherited() {
    try {
      Field inherited = Thread.class.getDeclaredField("inheritableThreadLocals");
      inherited.setAccessible(true);
      inherited.set(Thread.currentThread(), null);
    } catch (ReflectiveOperationException | RuntimeException e) {
      Log.warn("offstage: a pool thread keeps what it inherited from a request", e);
    }
  }

  /**
   * Virtual threads, by reflection: they came with JDK 21.
   *
   * @throws IllegalStateException on an older JDK
   */
  static ThreadFactory virtual(String prefix) {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      builder = type.getMethod("name", String.class, long.class).invoke(builder, prefix + "-", 1L);
      Method inherit = type.getMethod("inheritInheritableThreadLocals", boolean.class);
      builder = inherit.invoke(builder, false);
      return (ThreadFactory) type.getMethod("factory").invoke(builder);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "virtual threads need JDK 21 or newer, this is " + System.getProperty("java.version"), e);
    }
  }
}
