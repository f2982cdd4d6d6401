package dev.offstage.internal.task;

import dev.offstage.Backoff;
import dev.offstage.Task;
import dev.offstage.internal.text.Durations;
import dev.offstage.internal.text.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How often a task's work is tried, and how long it may take. Immutable. */
public final class AttemptPolicy {
  /** The most retries. */
  public static final int MOST_RETRIES = 100;

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final @Nullable Integer retries;
  private final @Nullable Backoff backoff;
  private final @Nullable Predicate<Throwable> retryOn;
  private final @Nullable Predicate<Throwable> retryIf;
  private final @Nullable Consumer<Task<?>> onGiveUp;
  private final @Nullable Duration timeout;
  private final @Nullable Duration grace;
  private final @Nullable Duration expires;
  private final List<String> on;
  private final List<String> notOn;
  private final boolean hasCode;

  private AttemptPolicy(Draft draft) {
    retries = draft.retries;
    backoff = draft.backoff;
    retryOn = draft.retryOn;
    retryIf = draft.retryIf;
    onGiveUp = draft.onGiveUp;
    timeout = draft.timeout;
    grace = draft.grace;
    expires = draft.expires;
    on = new ArrayList<>(draft.on);
    notOn = new ArrayList<>(draft.notOn);
    hasCode = draft.hasCode;
  }

  /** Whether there is more than one try, for as long as it takes. */
  public boolean isMore() {
    return retries() > 0 || timeout != null || expires != null || onGiveUp != null;
  }

  /** What nobody has said is null: as {@link Draft}. */
  public Draft described() {
    Draft draft = new Draft();
    draft.retries = retries;
    draft.backoff = backoff;
    draft.timeout = timeout;
    draft.grace = grace;
    draft.expires = expires;
    return draft;
  }

  /** The names of the exceptions after which there is another try; empty if nobody names any. */
  public List<String> on() {
    return on;
  }

  /** The names of those after which there is none. */
  public List<String> notOn() {
    return notOn;
  }

  /** Whether it has conditions or actions of the application's, which only this process knows. */
  public boolean hasCode() {
    return hasCode;
  }

  int retries() {
    return retries == null ? 0 : retries;
  }

  Backoff backoff() {
    return backoff == null ? Backoff.DEFAULT : backoff;
  }

  /** Whether the work is worth another try after this. Never throws. */
  boolean retries(Throwable thrown) {
    try {
      return (retryOn == null ? thrown instanceof Exception : retryOn.test(thrown))
          && (retryIf == null || retryIf.test(thrown));
    } catch (Throwable t) {
      // Every Throwable: the condition is the application's.
      Log.warn("offstage: the condition of a retry has thrown, so there is none", t);
      return false;
    }
  }

  @Nullable Consumer<Task<?>> onGiveUp() {
    return onGiveUp;
  }

  /** How long an attempt has before it is asked to stop; null: as long as it takes. */
  @Nullable Duration timeout() {
    return timeout;
  }

  /** How long it then has to stop. */
  Duration grace() {
    return grace == null ? GRACE : grace;
  }

  /** How long after its hand-over the task may begin; null: whenever. */
  @Nullable Duration expires() {
    return expires;
  }

  /** These, and the others where these say nothing. */
  public AttemptPolicy or(AttemptPolicy others) {
    Draft both = new Draft();
    both.retries = retries == null ? others.retries : retries;
    both.backoff = backoff == null ? others.backoff : backoff;
    both.retryOn = retryOn == null ? others.retryOn : retryOn;
    both.retryIf = retryIf == null ? others.retryIf : retryIf;
    both.onGiveUp = onGiveUp == null ? others.onGiveUp : onGiveUp;
    both.timeout = timeout == null ? others.timeout : timeout;
    both.grace = grace == null ? others.grace : grace;
    both.expires = expires == null ? others.expires : expires;
    both.on.addAll(on);
    both.notOn.addAll(notOn);
    both.hasCode = hasCode || others.hasCode;
    return both.done();
  }

  /** While it is described; null is what nobody has said. Not thread-safe. */
  public static final class Draft {
    public @Nullable Integer retries;
    public @Nullable Backoff backoff;
    public @Nullable Duration timeout;
    public @Nullable Duration grace;
    public @Nullable Duration expires;
    private @Nullable Predicate<Throwable> retryOn;
    private @Nullable Predicate<Throwable> retryIf;
    private @Nullable Consumer<Task<?>> onGiveUp;
    private final List<String> on = new ArrayList<>();
    private final List<String> notOn = new ArrayList<>();
    private boolean hasCode;

    /** So often at most; throws an IllegalArgumentException if that is out of range. */
    public void retries(int most) {
      if (most < 0 || most > MOST_RETRIES) {
        throw new IllegalArgumentException(
            "retries is " + most + "; allowed: 0 to " + MOST_RETRIES);
      }
      retries = most;
    }

    /** Each attempt; throws an IllegalArgumentException if it is out of range. */
    public void timeout(Duration limit) {
      timeout = checked("timeout", limit, SHORTEST);
    }

    /** The same. */
    public void grace(Duration time) {
      grace = checked("grace", time, Duration.ZERO);
    }

    /** The same. */
    public void expires(Duration time) {
      expires = checked("expires", time, SHORTEST);
    }

    private static Duration checked(String what, Duration value, Duration least) {
      Durations.check(what, value, least, LONGEST);
      return value;
    }

    /** Only after these. */
    public void retryOn(Class<?>... types) {
      List<Class<?>> wanted = named("retryOn", types);
      wanted.forEach(type -> on.add(type.getName()));
      addRetryOn(thrown -> wanted.stream().anyMatch(type -> type.isInstance(thrown)));
    }

    private static List<Class<?>> named(String what, Class<?>... types) {
      List<Class<?>> all = new ArrayList<>();
      for (Class<?> type : types) {
        all.add(Objects.requireNonNull(type, what));
      }
      if (all.isEmpty()) {
        throw new IllegalArgumentException(what + " names no exception; allowed: 1 and more");
      }
      return all;
    }

    /** The same for classes that this process need not know. */
    public void retryOnNamed(List<String> types) {
      on.addAll(types);
      addRetryOn(thrown -> isNamed(thrown, types));
    }

    private static boolean isNamed(Throwable thrown, List<String> types) {
      for (Class<?> at = thrown.getClass(); at != null; at = at.getSuperclass()) {
        if (types.contains(at.getName())) {
          return true;
        }
      }
      return false;
    }

    private void addRetryOn(Predicate<? super Throwable> wanted) {
      Predicate<Throwable> before = retryOn;
      retryOn = thrown -> (before != null && before.test(thrown)) || wanted.test(thrown);
    }

    /** Not after these. */
    public void noRetryOn(Class<?>... types) {
      List<Class<?>> unwanted = named("noRetryOn", types);
      unwanted.forEach(type -> notOn.add(type.getName()));
      addRetryIf(thrown -> unwanted.stream().noneMatch(type -> type.isInstance(thrown)));
    }

    /** The same for classes that this process need not know. */
    public void noRetryOnNamed(List<String> types) {
      notOn.addAll(types);
      addRetryIf(thrown -> !isNamed(thrown, types));
    }

    /** Only if this says so, and those before. */
    public void retryIf(Predicate<? super Throwable> condition) {
      hasCode = true;
      addRetryIf(condition);
    }

    private void addRetryIf(Predicate<? super Throwable> condition) {
      Predicate<Throwable> before = retryIf;
      retryIf = thrown -> (before == null || before.test(thrown)) && condition.test(thrown);
    }

    /** Called when the last attempt has failed. */
    @SuppressWarnings("unchecked") // called with the task that it was given for
    public void onGiveUp(Consumer<?> action) {
      hasCode = true;
      onGiveUp = (Consumer<Task<?>>) action;
    }

    private boolean isEmpty() {
      return retries == null
          && backoff == null
          && timeout == null
          && grace == null
          && expires == null
          && retryOn == null
          && retryIf == null
          && onGiveUp == null;
    }

    /** What has been said. */
    public AttemptPolicy done() {
      return new AttemptPolicy(this);
    }

    /** The same; null if nothing has. */
    public @Nullable AttemptPolicy doneOrNull() {
      return isEmpty() ? null : done();
    }
  }
}
