package dev.offstage.internal.agent;

import dev.offstage.Start;
import dev.offstage.Work;
import dev.offstage.internal.OffstagePool;
import dev.offstage.internal.OffstageRuntime;
import dev.offstage.internal.Origin;
import dev.offstage.internal.PoolTask;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One redirected method: turns its calls into tasks. Thread-safe. */
final class Redirect {
  private final Origin.Source source;
  private final String pool;
  private final Start start;

  Redirect(String method, String pool, Start start) {
    this.source = Origin.Source.ofMethod(method);
    this.pool = pool;
    this.start = start;
  }

  /**
   * Whether a call is to become a task. Not inside of a task: its own call of the original method
   * comes by here, and a nested redirected call that waited for a thread could wait for ever.
   */
  static boolean isDue() {
    return PoolTask.current() == null && OffstageRuntime.current().settings().enabled();
  }

  /** Hands a call without a result over; false: the caller is to run the body itself. */
  boolean handOver(Work body) {
    OffstagePool target = target();
    return target.offer(PoolTask.of(target, body, source.here()), start);
  }

  /** Hands a call over that returns a future; null: the caller is to run the body itself. */
  @Nullable Object handOverFuture(Callable<? extends @Nullable Object> body) {
    OffstagePool target = target();
    RedirectedFuture future = new RedirectedFuture(body);
    PoolTask<@Nullable Void> task = PoolTask.of(target, future, source.here());
    future.belongTo(task);
    return target.offer(task, start) ? future : null;
  }

  private OffstagePool target() {
    OffstageRuntime runtime = OffstageRuntime.current();
    return pool.isEmpty() ? runtime.defaultPool() : runtime.poolOrDefault(pool);
  }
}
