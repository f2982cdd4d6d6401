package dev.offstage.internal.agent;

import dev.offstage.Answer;
import dev.offstage.Backoff;
import dev.offstage.Priority;
import dev.offstage.Start;
import dev.offstage.WhenKnown;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.task.AttemptPolicy;
import dev.offstage.internal.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan of what the agent says of a method, which has checked it. Not thread-safe.
 *
 * <p>A value that this library does not know throws: the method then works as written, rather than
 * in a way that nobody asked for.
 */
final class PlanReader {
  private final Map<String, String> options;

  PlanReader(Map<String, String> options) {
    this.options = options;
  }

  /** Null if nothing is asked for. */
  @Nullable Plan read() {
    Plan.Draft plan = new Plan.Draft();
    plan.start = constant("start", Start.NOW);
    plan.answer = constant("answer", Answer.ANY);
    plan.delay = duration("delay");
    plan.key = options.get("key");
    plan.whenKnown = constant("whenKnown", WhenKnown.JOIN);
    plan.order = options.get("orderBy");
    plan.priority = constant("priority", Priority.NORMAL);
    plan.limits.addAll(names("limit"));
    plan.attempts = attempts();
    return plan.done();
  }

  /** Whether tasks are written down. */
  boolean isDurable() {
    String value = options.getOrDefault("durable", "no");
    if (!value.equals("yes") && !value.equals("no")) {
      throw new IllegalArgumentException("durable is '" + value + "'; allowed: yes, no");
    }
    return value.equals("yes");
  }

  private @Nullable AttemptPolicy attempts() {
    AttemptPolicy.Draft attempts = new AttemptPolicy.Draft();
    String retries = options.get("retries");
    String backoff = options.get("backoff");
    attempts.retries = retries == null ? null : Integer.valueOf(retries);
    attempts.backoff = backoff == null ? null : Backoff.parse(backoff);
    attempts.timeout = duration("timeout");
    attempts.grace = duration("grace");
    attempts.expires = duration("expires");
    if (options.containsKey("retryOn")) {
      attempts.retryOnNamed(new ArrayList<>(names("retryOn")));
    }
    if (options.containsKey("noRetryOn")) {
      attempts.noRetryOnNamed(new ArrayList<>(names("noRetryOn")));
    }
    return attempts.doneOrNull();
  }

  private Set<String> names(String key) {
    String value = options.get(key);
    return value == null
        ? new LinkedHashSet<>()
        : new LinkedHashSet<>(Arrays.asList(value.split(",", -1)));
  }

  private @Nullable Duration duration(String key) {
    String value = options.get(key);
    return value == null ? null : Durations.parse(value);
  }

  private <E extends Enum<E>> E constant(String key, E otherwise) {
    String value = options.get(key);
    if (value == null) {
      return otherwise;
    }
    String name = value.toUpperCase(Locale.ROOT).replace('-', '_');
    return Enum.valueOf(otherwise.getDeclaringClass(), name);
  }
}
