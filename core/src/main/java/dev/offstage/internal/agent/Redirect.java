package dev.offstage.internal.agent;

import dev.offstage.Work;
import dev.offstage.internal.Log;
import dev.offstage.internal.OffstagePool;
import dev.offstage.internal.OffstageRuntime;
import dev.offstage.internal.Origin;
import dev.offstage.internal.PoolTask;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One redirected method: turns its calls into tasks. Thread-safe. */
final class Redirect {
  private final String method;
  private final Origin.Source source;
  private final RedirectOptions options;
  private volatile boolean saidWhyInline;

  Redirect(String method, RedirectOptions options) {
    this.method = method;
    this.source = Origin.Source.ofMethod(method);
    this.options = options;
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
    return target.offer(PoolTask.of(target, body, source.here()), options.start);
  }

  /** Hands a call over that returns a future; null: the caller is to run the body itself. */
  @Nullable Object handOverFuture(Callable<? extends @Nullable Object> body) {
    OffstagePool target = target();
    RedirectedFuture future = new RedirectedFuture(body);
    PoolTask<@Nullable Void> task = PoolTask.of(target, future, source.here());
    future.belongTo(task);
    return target.offer(task, options.start) ? future : null;
  }

  /** As {@link #handOver(Work)}, with copies in the place of what belongs to the request. */
  boolean handOver(SpreadCall call) {
    RequestArguments requests = call.requests();
    if (requests == null) {
      return handOver((Work) call);
    }
    OffstagePool target = target();
    return offerCopied(target, PoolTask.of(target, call, source.here()), call, requests);
  }

  /** As {@link #handOverFuture(Callable)}, in the same way. */
  @Nullable Object handOverFuture(SpreadCall call) {
    RequestArguments requests = call.requests();
    if (requests == null) {
      return handOverFuture(call::call);
    }
    OffstagePool target = target();
    RedirectedFuture future = new RedirectedFuture(call::call);
    PoolTask<@Nullable Void> task = PoolTask.of(target, future, source.here());
    future.belongTo(task);
    return offerCopied(target, task, call, requests) ? future : null;
  }

  private boolean offerCopied(
      OffstagePool target, PoolTask<?> task, SpreadCall call, RequestArguments requests) {
    try {
      if (!target.offer(task, options.start, () -> call.copyRequests(requests))) {
        return false;
      }
    } catch (Exception e) {
      sayWhyInline(e);
      return false;
    }
    task.toCompletableFuture().whenComplete((nothing, error) -> call.releaseUnlessStarted());
    return true;
  }

  private void sayWhyInline(Exception reason) {
    if (!saidWhyInline) {
      saidWhyInline = true;
      Log.warn(
          "offstage: a call of "
              + method
              + " runs inline, and this is not said again for others: "
              + reason.getMessage());
    }
  }

  private OffstagePool target() {
    OffstageRuntime runtime = OffstageRuntime.current();
    return options.pool.isEmpty() ? runtime.defaultPool() : runtime.poolOrDefault(options.pool);
  }
}
