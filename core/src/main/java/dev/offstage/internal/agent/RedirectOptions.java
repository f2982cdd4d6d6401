package dev.offstage.internal.agent;

import dev.offstage.internal.task.PoolTask;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the agent says about a redirected method: {@code key=value} pairs, separated by blanks, with
 * values encoded as in a URL. An unknown key comes from a newer agent and is ignored. Immutable.
 */
final class RedirectOptions {
  static final RedirectOptions NONE = parse("");

  /** The pool's name; empty for the default pool. */
  final String pool;

  /** What is asked of the tasks. */
  final CallPlans plans;

  /** Whether a parameter is a request, so that a call cannot be handed over without a copy. */
  final boolean takesRequest;

  /** Whether the body may be interrupted when its task is cancelled. */
  private final boolean interrupts;

  /** The classes whose calls are handed over; null for all. */
  final @Nullable Callers from;

  private RedirectOptions(
      String pool,
      CallPlans plans,
      boolean takesRequest,
      boolean interrupts,
      @Nullable Callers from) {
    this.pool = pool;
    this.plans = plans;
    this.takesRequest = takesRequest;
    this.interrupts = interrupts;
    this.from = from;
  }

  static RedirectOptions parse(String text) {
    Map<String, String> options = new HashMap<>();
    for (String option : text.split(" ", -1)) {
      int equals = option.indexOf('=');
      if (equals >= 0) {
        options.put(option.substring(0, equals), decoded(option.substring(equals + 1)));
      }
    }
    String from = options.get("from");
    PlanReader plans = new PlanReader(options);
    return new RedirectOptions(
        options.getOrDefault("pool", ""),
        new CallPlans(plans.read(), plans.isDurable()),
        "copied".equals(options.get("requests")),
        !"no".equals(options.get("interrupt")),
        from == null ? null : new Callers(from));
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every JVM has it", e);
    }
  }

  /** The same without a look at who calls. */
  RedirectOptions fromAnybody() {
    return new RedirectOptions(pool, plans, takesRequest, interrupts, null);
  }

  /** What they say of the task itself. */
  <T extends @Nullable Object> PoolTask<T> applyTo(PoolTask<T> task) {
    if (!interrupts) {
      task.neverInterrupt();
    }
    return task;
  }
}
