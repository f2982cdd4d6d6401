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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One redirected method: turns its calls into tasks. Thread-safe. */
final class Redirect {
  private final String method;
  private final Origin.Source source;
  private final RedirectOptions options;
  private volatile boolean saidWhyInline;
  private volatile boolean saidWhatFailed;

  Redirect(String method, RedirectOptions options) {
    this(Origin.Source.ofMethod(method), options);
  }

  Redirect(Origin.Source source, RedirectOptions options) {
    this.method = source.name();
    this.source = source;
    this.options = options;
  }

  /**
   * Whether a call should become a task. Not inside a task: its own call of the original method
   * comes through here, and a nested redirected call that waited for a thread could wait forever.
   * Nor where the call would leave what surrounds it.
   */
  static boolean isDue() {
    return PoolTask.current() == null
        && !Surrounded.isInline()
        && Runtimes.current().settings().enabled();
  }

  /** Hands over a call without a result; false: the caller must run the body itself. */
  boolean handOver(Work body) {
    try {
      return isMeant() && offer(body);
    } catch (Throwable t) {
      sayWhatFailed(t);
      throw t;
    }
  }

  /** Hands over a call that returns a future; null: the caller must run the body itself. */
  @Nullable Object handOverFuture(Callable<? extends @Nullable Object> body) {
    try {
      return isMeant() ? offerFuture(body) : null;
    } catch (Throwable t) {
      sayWhatFailed(t);
      throw t;
    }
  }

  /** As {@link #handOver(Work)}, with copies in place of what belongs to the request. */
  boolean handOver(SpreadCall call) {
    try {
      return isMeant() && offer(call);
    } catch (Throwable t) {
      sayWhatFailed(t);
      throw t;
    }
  }

  /** As {@link #handOverFuture(Callable)}, with copies likewise. */
  @Nullable Object handOverFuture(SpreadCall call) {
    try {
      return isMeant() ? offerFuture(call) : null;
    } catch (Throwable t) {
      sayWhatFailed(t);
      throw t;
    }
  }

  /** Whether the rule means this caller. */
  private boolean isMeant() {
    return options.from == null || options.from.includeCaller();
  }

  private boolean offer(Work body) {
    HandOver target = target();
    PoolTask<@Nullable Void> task = made(target, body, origin -> target.taskOf(body, origin));
    return task != null && target.offer(task, options.plan);
  }

  private @Nullable Object offerFuture(Callable<? extends @Nullable Object> body) {
    HandOver target = target();
    RedirectedFuture future = new RedirectedFuture(body);
    PoolTask<@Nullable Void> task = made(target, body, origin -> target.taskOf(future, origin));
    if (task == null) {
      return null;
    }
    future.belongTo(task);
    return target.offer(task, options.plan) ? future : null;
  }

  private boolean offer(SpreadCall call) {
    RequestArguments requests = call.requests();
    if (requests == null) {
      return offer((Work) call);
    }
    HandOver target = target();
    PoolTask<@Nullable Void> task =
        made(target, call.others(requests), origin -> target.taskOf(call, origin));
    return task != null && offerCopied(target, task, call, requests);
  }

  private @Nullable Object offerFuture(SpreadCall call) {
    RequestArguments requests = call.requests();
    if (requests == null) {
      return offerFuture(call::call);
    }
    HandOver target = target();
    RedirectedFuture future = new RedirectedFuture(call::call);
    PoolTask<@Nullable Void> task =
        made(target, call.others(requests), origin -> target.taskOf(future, origin));
    if (task == null) {
      return null;
    }
    future.belongTo(task);
    return offerCopied(target, task, call, requests) ? future : null;
  }

  /**
   * Null if the task would have somebody else's request, or not its submitter's context.
   *
   * @param carrier what carries the arguments as they are
   */
  private @Nullable PoolTask<@Nullable Void> made(
      HandOver target, Object carrier, Function<Origin, PoolTask<@Nullable Void>> task) {
    Origin origin = source.here();
    try {
      target.checkCaptured(carrier, origin);
      return options.applyTo(task.apply(origin));
    } catch (IllegalArgumentException | IllegalStateException e) {
      sayWhyInline(e);
      return null;
    }
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
    task.afterEnd(call::releaseUnlessStarted);
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
