package dev.offstage.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes a pool's threads: named, daemon, with the webapp's class loader, and without the
 * inheritable thread-locals of the request that happened to need one more thread.
 */
final class PoolThreads implements ThreadFactory {
  private static final @Nullable Constructor<Thread> WITHOUT_INHERITING = constructor();

  private final ThreadFactory factory;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private PoolThreads(ThreadFactory factory) {
    this.factory = factory;
  }

  /** The usual ones, numbered from 1. */
  static PoolThreads platform(String prefix, @Nullable ClassLoader loader) {
    AtomicInteger count = new AtomicInteger();
    return new PoolThreads(
        work -> {
          Thread thread = platformThread(work, prefix + "-" + count.incrementAndGet());
          thread.setDaemon(true);
          thread.setContextClassLoader(loader);
          return thread;
        });
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
    Thread thread = factory.newThread(work);
    threads.removeIf(earlier -> earlier.getState() == Thread.State.TERMINATED);
    threads.add(thread);
    return thread;
  }

  /**
   * Waits until the threads are gone for good: an executor has terminated a moment before them, and
   * a server that looks for leaks in that moment would find them.
   */
  void join(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    for (Thread thread : threads) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left > 0 && thread != Thread.currentThread()) {
        thread.join(left);
      }
    }
  }

  private static Thread platformThread(Runnable work, String name) {
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
  static PoolThreads virtual(String prefix) {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      builder = type.getMethod("name", String.class, long.class).invoke(builder, prefix + "-", 1L);
      Method inherit = type.getMethod("inheritInheritableThreadLocals", boolean.class);
      builder = inherit.invoke(builder, false);
      return new PoolThreads((ThreadFactory) type.getMethod("factory").invoke(builder));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "virtual threads need JDK 21 or newer, this is " + System.getProperty("java.version"), e);
    }
  }
}
