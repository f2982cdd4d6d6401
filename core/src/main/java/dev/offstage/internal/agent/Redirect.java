package dev.offstage.internal.agent;

import dev.offstage.Work;
import dev.offstage.internal.pool.HandOver;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One redirected method: turns its calls into tasks. Thread-safe. */
final class Redirect {
  private final String method;
  private final Origin.Source source;
  private final RedirectOptions options;
  private volatile boolean saidWhyInline;
  private volatile boolean saidWhatFailed;

  Redirect(String method, RedirectOptions options) {
    this.method = method;
    this.source = Origin.Source.ofMethod(method);
    this.options = options;
  }

  /**
   * Whether a call should become a task. Not inside a task: its own call of the original method
   * comes through here, and a nested redirected call that waited for a thread could wait forever.
   */
  static boolean isDue() {
    return PoolTask.current() == null && Runtimes.current().settings().enabled();
  }

  /** Hands over a call without a result; false: the caller must run the body itself. */
  boolean handOver(Work body) {
    try {
      HandOver target = target();
      return target.offer(target.taskOf(body, source.here()), options.plan);
    } catch (Throwable t) {
      sayWhatFailed(t);
      throw t;
    }
  }

  /** Hands over a call that returns a future; null: the caller must run the body itself. */
  @Nullable Object handOverFuture(Callable<? extends @Nullable Object> body) {
    try {
      HandOver target = target();
      RedirectedFuture future = new RedirectedFuture(body);
      PoolTask<@Nullable Void> task = target.taskOf(future, source.here());
      future.belongTo(task);
      return target.offer(task, options.plan) ? future : null;
    } catch (Throwable t) {
      sayWhatFailed(t);
      throw t;
    }
  }

  /** As {@link #handOver(Work)}, with copies in place of what belongs to the request. */
  boolean handOver(SpreadCall call) {
    RequestArguments requests = call.requests();
    if (requests == null) {
      return handOver((Work) call);
    }
    HandOver target = target();
    return offerCopied(target, target.taskOf(call, source.here()), call, requests);
  }

  /** As {@link #handOverFuture(Callable)}, with copies likewise. */
  @Nullable Object handOverFuture(SpreadCall call) {
    RequestArguments requests = call.requests();
    if (requests == null) {
      return handOverFuture(call::call);
    }
    HandOver target = target();
    RedirectedFuture future = new RedirectedFuture(call::call);
    PoolTask<@Nullable Void> task = target.taskOf(future, source.here());
    future.belongTo(task);
    return offerCopied(target, task, call, requests) ? future : null;
  }

  private boolean offerCopied(
      HandOver target, PoolTask<?> task, SpreadCall call, RequestArguments requests) {
    try {
      if (!target.offer(task, options.plan, () -> call.copyRequests(requests))) {
        return false;
      }
    } catch (Exception e) {
      sayWhyInline(e);
      return false;
    }
    task.toCompletableFuture().whenComplete((nothing, error) -> call.releaseUnlessStarted());
    return true;
  }

  /** The redirected method suppresses it, tells the agent and runs its body. */
  private void sayWhatFailed(Throwable t) {
    // What there was no room for says nothing about the method, and leaves no room to say it.
    if (!saidWhatFailed && !(t instanceof StackOverflowError)) {
      saidWhatFailed = true;
      Log.warn(
          "offstage: a call of "
              + method
              + " could not be handed over and runs inline (logged only once per method)",
          t);
    }
  }

  private void sayWhyInline(Exception reason) {
    if (!saidWhyInline) {
      saidWhyInline = true;
      Log.warn(
          "offstage: a call of "
              + method
              + " runs inline (logged only once per method): "
              + reason.getMessage());
    }
  }

  private HandOver target() {
    OffstageRuntime runtime = Runtimes.current();
    OffstagePool pool =
        options.pool.isEmpty() ? runtime.defaultPool() : runtime.poolOrDefault(options.pool);
    return pool.handOver();
  }
}
