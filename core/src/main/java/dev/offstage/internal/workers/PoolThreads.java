package dev.offstage.internal.workers;

import dev.offstage.internal.text.Log;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.AccessController;
import java.security.PrivilegedAction;
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
public final class PoolThreads implements ThreadFactory {
  private static final @Nullable Constructor<Thread> WITHOUT_INHERITING = constructor();

  private final ThreadFactory factory;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  PoolThreads(ThreadFactory factory) {
    this.factory = factory;
  }

  /** The usual ones, numbered from 1. */
  public static PoolThreads platform(String prefix, @Nullable ClassLoader loader) {
    AtomicInteger count = new AtomicInteger();
    return new PoolThreads(
        work -> {
          Thread thread = platformThread(work, prefix + "-" + count.incrementAndGet());
          thread.setDaemon(true);
          setLoader(thread, loader);
          return thread;
        });
  }

  private static void setLoader(Thread thread, @Nullable ClassLoader loader) {
    try {
      thread.setContextClassLoader(loader);
    } catch (SecurityException e) {
      // Without the permission to work only a timer has a thread: its maker's loader will do.
    }
  }

  private static @Nullable Constructor<Thread> constructor() {
    try {
      return Thread.class.getConstructor(
          ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /** Makes a thread and starts it; one that cannot be started is not kept. */
  void start(Runnable work) {
    Thread thread = newThread(work);
    boolean started = false;
    try {
      thread.start();
      started = true;
    } finally {
      if (!started) {
        threads.remove(thread);
      }
    }
  }

  @Override
  public Thread newThread(Runnable work) {
    Thread thread = clean(() -> factory.newThread(work));
    threads.removeIf(earlier -> earlier.getState() == Thread.State.TERMINATED);
    threads.add(thread);
    return thread;
  }

  /**
   * A thread keeps the access-control context of whoever makes it, with the loaders of all classes
   * on the stack: another webapp's, where several share this library. Nothing on the stack before a
   * privileged action counts.
   */
  @SuppressWarnings("removal")
  private static Thread clean(PrivilegedAction<Thread> making) {
    try {
      return AccessController.doPrivileged(making);
    } catch (NoClassDefFoundError | NoSuchMethodError e) {
      // A JDK without access control: nothing is kept.
      return making.run();
    }
  }

  /**
   * Waits until the threads are gone for good: an executor has terminated a moment before them, and
   * a server that looks for leaks in that moment would find them.
   */
  public void join(long nanos) throws InterruptedException {
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
  public static PoolThreads virtual(String prefix) {
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
