package dev.offstage.durable.call;

import dev.offstage.Answer;
import dev.offstage.Backoff;
import dev.offstage.Priority;
import dev.offstage.Start;
import dev.offstage.internal.cron.Schedule;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.task.AttemptPolicy;
import dev.offstage.internal.task.StoredCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of a task besides its work, as data. */
public final class PlanData {
  private PlanData() {}

  /**
   * Checks that it can be written down.
   *
   * @throws IllegalArgumentException if not: says what of it
   */
  public static void check(Plan plan) {
    AttemptPolicy attempts = plan.attempts;
    if (attempts != null && attempts.hasCode()) {
      throw refused("retryIf and onGiveUp", "code that is only in this process");
    }
    if (plan.start == Start.AFTER_RESPONSE && plan.answer != Answer.ANY) {
      throw refused("afterResponse with a condition", "about a request of this process");
    }
  }

  private static IllegalArgumentException refused(String what, String why) {
    return new IllegalArgumentException("A durable task cannot have " + what + ", which is " + why);
  }

  /** As data; empty if nothing is asked. */
  public static Map<String, Object> write(String name, Plan plan, boolean interrupts) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", name);
    if (!interrupts) {
      data.put("interrupt", false);
    }
    if (plan.priority != Priority.NORMAL) {
      data.put("priority", plan.priority.name());
    }
    if (plan.keep != null) {
      data.put("keep", plan.keep.toString());
    }
    if (!plan.limits.isEmpty()) {
      data.put("limits", new ArrayList<>(plan.limits));
    }
    AttemptPolicy attempts = plan.attempts;
    if (attempts != null) {
      write(data, attempts);
    }
    return data;
  }

  private static void write(Map<String, Object> data, AttemptPolicy attempts) {
    AttemptPolicy.Draft said = attempts.described();
    putIfSaid(data, "retries", said.retries);
    putIfSaid(data, "backoff", said.backoff == null ? null : said.backoff.toString());
    putIfSaid(data, "timeout", said.timeout == null ? null : said.timeout.toString());
    putIfSaid(data, "grace", said.grace == null ? null : said.grace.toString());
    putIfSaid(data, "expires", said.expires == null ? null : said.expires.toString());
    if (!attempts.on().isEmpty()) {
      data.put("retryOn", new ArrayList<>(attempts.on()));
    }
    if (!attempts.notOn().isEmpty()) {
      data.put("noRetryOn", new ArrayList<>(attempts.notOn()));
    }
  }

  private static void putIfSaid(Map<String, Object> data, String key, @Nullable Object value) {
    if (value != null) {
      data.put(key, value);
    }
  }

  /** The name of the task. */
  public static String name(Map<?, ?> data, String otherwise) {
    Object name = data.get("name");
    return name instanceof String ? (String) name : otherwise;
  }

  /** Its method is that of a bean, which is not made anew. */
  public static void putOnBean(Map<String, Object> data) {
    data.put("bean", true);
  }

  /** Whether it is. */
  public static boolean isOnBean(Map<?, ?> data) {
    return Boolean.TRUE.equals(data.get("bean"));
  }

  /** It comes again at these times. */
  public static void putSchedule(Map<String, Object> data, Schedule schedule) {
    data.put("schedule", schedule.toString());
  }

  /**
   * When it comes again; null if it does not.
   *
   * @throws IllegalArgumentException if it is no data of a schedule
   */
  public static @Nullable Schedule schedule(Map<?, ?> data) {
    Object text = data.get("schedule");
    return text == null ? null : Schedule.parse(text.toString());
  }

  /** How long it is known how it has ended; null: as the store has it. */
  public static @Nullable Duration keep(Map<?, ?> data) {
    return duration(data, "keep");
  }

  /** Whether its work may be interrupted. */
  public static boolean interrupts(Map<?, ?> data) {
    return !Boolean.FALSE.equals(data.get("interrupt"));
  }

  /**
   * The plan of data.
   *
   * @param waited how long ago the task was handed over
   * @throws RuntimeException if it is not data of a plan
   */
  public static Plan read(Map<?, ?> data, StoredCall call, Duration waited) {
    Plan.Draft plan = new Plan.Draft();
    plan.stored = call;
    Object priority = data.get("priority");
    if (priority != null) {
      plan.priority = Priority.valueOf(priority.toString());
    }
    plan.limits.addAll(texts(data, "limits"));
    AttemptPolicy.Draft attempts = new AttemptPolicy.Draft();
    Object retries = data.get("retries");
    if (retries != null) {
      attempts.retries(Integer.parseInt(retries.toString()));
    }
    Object backoff = data.get("backoff");
    attempts.backoff = backoff == null ? null : Backoff.parse(backoff.toString());
    attempts.timeout = duration(data, "timeout");
    attempts.grace = duration(data, "grace");
    Duration expires = duration(data, "expires");
    attempts.expires = expires == null ? null : expires.minus(waited);
    List<String> on = texts(data, "retryOn");
    if (!on.isEmpty()) {
      attempts.retryOnNamed(on);
    }
    List<String> notOn = texts(data, "noRetryOn");
    if (!notOn.isEmpty()) {
      attempts.noRetryOnNamed(notOn);
    }
    plan.attempts = attempts.doneOrNull();
    Plan done = plan.done();
    return done == null ? Plan.PLAIN : done;
  }

  private static @Nullable Duration duration(Map<?, ?> data, String key) {
    Object text = data.get(key);
    return text == null ? null : Duration.parse(text.toString());
  }

  private static List<String> texts(Map<?, ?> data, String key) {
    Object list = data.get(key);
    if (!(list instanceof List)) {
      return new ArrayList<>();
    }
    List<String> texts = new ArrayList<>();
    ((List<?>) list).forEach(each -> texts.add(String.valueOf(each)));
    return texts;
  }
}
