package dev.offstage.internal.agent;

import dev.offstage.Start;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.task.PoolTask;
import org.jspecify.annotations.Nullable;

/**
 * What the agent says about a redirected method: {@code key=value} pairs, separated by blanks. An
 * unknown key comes from a newer agent and is ignored. Immutable.
 */
final class RedirectOptions {
  static final RedirectOptions NONE = parse("");

  /** The pool's name; empty for the default pool. */
  final String pool;

  /** Null for calls that start as soon as they can. */
  final @Nullable Plan plan;

  /** Whether a parameter is a request, so that a call cannot be handed over without a copy. */
  final boolean takesRequest;

  /** Whether the body may be interrupted when its task is cancelled. */
  private final boolean interrupts;

  /** The classes whose calls are handed over; null for all. */
  final @Nullable Callers from;

  private RedirectOptions(
      String pool,
      @Nullable Plan plan,
      boolean takesRequest,
      boolean interrupts,
      @Nullable Callers from) {
    this.pool = pool;
    this.plan = plan;
    this.takesRequest = takesRequest;
    this.interrupts = interrupts;
    this.from = from;
  }

  static RedirectOptions parse(String text) {
    String pool = "";
    Start start = Start.NOW;
    boolean takesRequest = false;
    boolean interrupts = true;
    Callers from = null;
    for (String option : text.split(" ", -1)) {
      String value = option.substring(option.indexOf('=') + 1);
      if (option.startsWith("pool=")) {
        pool = value;
      } else if (option.startsWith("start=")) {
        start = Start.valueOf(value);
      } else if (option.equals("requests=copied")) {
        takesRequest = true;
      } else if (option.equals("interrupt=no")) {
        interrupts = false;
      } else if (option.startsWith("from=")) {
        from = new Callers(value);
      }
    }
    return new RedirectOptions(pool, Plan.of(start), takesRequest, interrupts, from);
  }

  /** The same without a look at who calls. */
  RedirectOptions fromAnybody() {
    return new RedirectOptions(pool, plan, takesRequest, interrupts, null);
  }

  /** What they say of the task itself. */
  <T extends @Nullable Object> PoolTask<T> applyTo(PoolTask<T> task) {
    if (!interrupts) {
      task.neverInterrupt();
    }
    return task;
  }
}
