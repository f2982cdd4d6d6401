package dev.offstage.internal.agent;

import dev.offstage.TaskKnownException;
import dev.offstage.Work;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.pool.HandOver;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One redirected method: turns its calls into tasks. Thread-safe. */
@SuppressWarnings("ReferenceEquality") // this very task
final class Redirect {
  private final String method;
  private final Origin.Source source;
  private final RedirectOptions options;
  private volatile boolean saidWhyInline;
  private volatile boolean saidWhatFailed;
  private volatile boolean saidWhatWasKnown;

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
      return isMeant() && offer(body, options.plans.plan());
    } catch (Throwable t) {
      return sayKnown(t);
    }
  }

  /** Hands over a call that returns a future; null: the caller must run the body itself. */
  @Nullable Object handOverFuture(Callable<? extends @Nullable Object> body) {
    try {
      return isMeant() ? offerFuture(body, options.plans.plan()) : null;
    } catch (Throwable t) {
      return failed(t);
    }
  }

  /** As {@link #handOver(Work)}, with copies in place of what belongs to the request. */
  boolean handOver(SpreadCall call) {
    try {
      return isMeant() && isKept(call) && offer(call, options.plans.of(call));
    } catch (Throwable t) {
      return sayKnown(t);
    }
  }

  /** As {@link #handOverFuture(Callable)}, with copies likewise. */
  @Nullable Object handOverFuture(SpreadCall call) {
    try {
      return isMeant() && isKept(call) ? offerFuture(call, options.plans.of(call)) : null;
    } catch (Throwable t) {
      return failed(t);
    }
  }

  /** Whether the rule means this caller. */
  private boolean isMeant() {
    return options.from == null || options.from.includeCaller();
  }

  /** Whether a call is as durable as is asked for: rather inline than lost with the process. */
  private boolean isKept(SpreadCall call) {
    if (!options.plans.areDurable()) {
      return true;
    }
    String why = call.whyNotStored();
    if (why != null) {
      sayWhyInline("it is to be durable, and " + why);
      return false;
    }
    try {
      Runtimes.current().store().check();
      return true;
    } catch (IllegalStateException e) {
      sayWhyInline("it is to be durable. " + e.getMessage());
      return false;
    }
  }

  private boolean offer(Work body, @Nullable Plan plan) {
    HandOver target = target();
    PoolTask<@Nullable Void> task = made(target, body, origin -> target.taskOf(body, origin));
    return task != null && target.offer(task, plan) != null;
  }

  private @Nullable Object offerFuture(
      Callable<? extends @Nullable Object> body, @Nullable Plan plan) {
    HandOver target = target();
    RedirectedFuture future = future(body, plan);
    PoolTask<@Nullable Object> task = made(target, body, origin -> target.taskOf(future, origin));
    if (task == null) {
      return null;
    }
    future.belongTo(task);
    PoolTask<?> taken = target.offer(task, plan);
    return taken == task ? future : joined(taken);
  }

  private boolean offer(SpreadCall call, @Nullable Plan plan) {
    RequestArguments requests = call.requests();
    if (requests == null) {
      return offer((Work) call, plan);
    }
    HandOver target = target();
    PoolTask<@Nullable Void> task =
        made(target, call.others(requests), origin -> target.taskOf(call, origin));
    return task != null && offerCopied(target, task, plan, call, requests) != null;
  }

  private @Nullable Object offerFuture(SpreadCall call, @Nullable Plan plan) {
    RequestArguments requests = call.requests();
    if (requests == null) {
      return offerFuture(call::call, plan);
    }
    HandOver target = target();
    RedirectedFuture future = future(call::call, plan);
    PoolTask<@Nullable Object> task =
        made(target, call.others(requests), origin -> target.taskOf(future, origin));
    if (task == null) {
      return null;
    }
    future.belongTo(task);
    PoolTask<?> taken = offerCopied(target, task, plan, call, requests);
    return taken == task ? future : joined(taken);
  }

  /** Only for one that is not the call's own: once that is handed over, nothing may throw. */
  private static @Nullable Object joined(@Nullable PoolTask<?> taken) {
    return taken == null ? null : RedirectedFuture.following(taken);
  }

  private static RedirectedFuture future(
      Callable<? extends @Nullable Object> body, @Nullable Plan plan) {
    return new RedirectedFuture(body, plan != null && plan.key != null);
  }

  /**
   * Null if the task would have somebody else's request, or not its submitter's context.
   *
   * @param carrier what carries the arguments as they are
   */
  private <T extends @Nullable Object> @Nullable PoolTask<T> made(
      HandOver target, Object carrier, Function<Origin, PoolTask<T>> task) {
    Origin origin = source.here();
    try {
      target.checkCaptured(carrier, origin);
      return options.applyTo(task.apply(origin));
    } catch (IllegalArgumentException | IllegalStateException e) {
      sayWhyInline(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable PoolTask<?> offerCopied(
      HandOver target,
      PoolTask<?> task,
      @Nullable Plan plan,
      SpreadCall call,
      RequestArguments requests) {
    // Not before the last attempt is over, and not while a thread is still in it.
    task.holds(call::release);
    try {
      return target.offer(task, plan, () -> call.copyRequests(requests));
    } catch (TaskKnownException e) {
      throw e;
    } catch (Exception e) {
      sayWhyInline(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** The future of a call that is refused for its key. */
  private CompletableFuture<@Nullable Object> failed(Throwable t) {
    boolean unused = sayKnown(t);
    CompletableFuture<@Nullable Object> failed = new CompletableFuture<>();
    failed.completeExceptionally(t);
    return failed;
  }

  /**
   * True for a call that is refused for its key: its body must not run, and its caller expects no
   * exception. Whatever else it is, the redirected method suppresses it, tells the agent and runs
   * its body.
   */
  private boolean sayKnown(Throwable t) {
    if (t instanceof TaskKnownException) {
      if (!saidWhatWasKnown) {
        saidWhatWasKnown = true;
        Log.warn(
            "offstage: a call of "
                + method
                + " does nothing (logged only once per method): "
                + t.getMessage());
      }
      return true;
    }
    sayWhatFailed(t);
    if (t instanceof Error) {
      throw (Error) t;
    }
    throw t instanceof RuntimeException ? (RuntimeException) t : new IllegalStateException(t);
  }

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

  private void sayWhyInline(String reason) {
    if (!saidWhyInline) {
      saidWhyInline = true;
      Log.warn(
          "offstage: a call of "
              + method
              + " runs inline (logged only once per method): "
              + reason);
    }
  }

  private HandOver target() {
    OffstageRuntime runtime = Runtimes.current();
    OffstagePool pool =
        options.pool.isEmpty() ? runtime.defaultPool() : runtime.poolOrDefault(options.pool);
    for (String limit : options.plans.limits()) {
      pool.app().limits().check(limit);
    }
    return pool.handOver();
  }
}
