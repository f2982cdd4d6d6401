package dev.offstage.internal.runtime;

import dev.offstage.internal.workers.ServerExecutor;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;

/** Tells what an executor takes along of whoever asks it for a thread. */
final class ExecutorKinds {
  /**
   * Those of the JDK that take nothing along. It has others, and proxies, that pass on what they
   * get to an executor of anybody's.
   */
  private static final Set<String> PLAIN =
      new HashSet<>(
          Arrays.asList(
              "java.util.concurrent.ThreadPoolExecutor",
              "java.util.concurrent.ScheduledThreadPoolExecutor",
              "java.util.concurrent.ForkJoinPool",
              "java.util.concurrent.ThreadPerTaskExecutor",
              // newSingleThreadExecutor()
              "java.util.concurrent.Executors$FinalizableDelegatedExecutorService",
              "java.util.concurrent.Executors$AutoShutdownDelegatedExecutorService"));

  /** Those of Spring that take nothing along unless the application gives them a decorator. */
  private static final Set<String> PLAIN_OF_SPRING =
      new HashSet<>(
          Arrays.asList(
              "org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor",
              "org.springframework.core.task.SimpleAsyncTaskExecutor"));

  private ExecutorKinds() {}

  static ServerExecutor of(Executor executor) {
    if (ServerContexts.isManaged(executor)) {
      ServerContexts contexts = ServerContexts.of(executor);
      return contexts == null
          ? ServerExecutor.unknown(executor)
          : ServerExecutor.capturing(executor, contexts);
    }
    return isPlain(executor) ? ServerExecutor.plain(executor) : ServerExecutor.unknown(executor);
  }

  /** By the very class: a subclass may do anything. */
  private static boolean isPlain(Executor executor) {
    String type = executor.getClass().getName();
    return PLAIN.contains(type) || (PLAIN_OF_SPRING.contains(type) && !isDecorated(executor));
  }

  private static boolean isDecorated(Executor ofSpring) {
    try {
      Field decorator = ofSpring.getClass().getDeclaredField("taskDecorator");
      decorator.setAccessible(true);
      return decorator.get(ofSpring) != null;
    } catch (NoSuchFieldException e) {
      // Before Spring 4.3 there is none.
      return false;
    } catch (IllegalAccessException | RuntimeException e) {
      return true;
    }
  }
}
