package dev.offstage;

import dev.offstage.internal.text.Durations;
import dev.offstage.internal.text.OneLine;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a pool is sized. Immutable. */
public final class PoolSettings {
  /** The most threads a pool can have. */
  public static final int MAX_SIZE = 10_000;

  /** The longest queue a pool can have. */
  public static final int MAX_QUEUE = 1_000_000;

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final String JNDI = "java:";
  private static final String BEAN = "spring:";

  private final int size;
  private final int queue;
  private final WhenFull whenFull;
  private final int share;
  private final String threads;
  private final boolean interrupts;
  private final int retries;
  private final Backoff backoff;
  private final @Nullable Duration timeout;
  private final Duration grace;
  private final int stuck;
  private final boolean serves;

  private PoolSettings(Draft draft) {
    this.size = check("size", draft.size, MAX_SIZE);
    this.queue = check("queue", draft.queue, MAX_QUEUE);
    this.whenFull = Objects.requireNonNull(draft.whenFull, "whenFull");
    this.share = check("share", draft.share, 100);
    this.threads = Objects.requireNonNull(draft.threads, "threads");
    this.interrupts = draft.interrupts;
    this.retries = draft.retries;
    this.backoff = draft.backoff;
    this.timeout = draft.timeout;
    this.grace = draft.grace;
    this.stuck = draft.stuck < 0 ? size : draft.stuck;
    this.serves = draft.serves;
  }

  private static int check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " is " + value + "; allowed: 1 to " + most);
    }
    return value;
  }

  static String checkThreads(String value) {
    String kind = value.toLowerCase(Locale.ROOT);
    if (kind.equals("platform") || kind.equals("virtual")) {
      return kind;
    }
    for (String prefix : new String[] {JNDI, BEAN}) {
      if (value.startsWith(prefix) && value.length() > prefix.length()) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "threads is '"
            + OneLine.shortened(value)
            + "'; allowed: platform, virtual, a JNDI name java:..., or spring:... with the name of a"
            + " bean");
  }

  /** The most tasks that run at once. */
  public int size() {
    return size;
  }

  /** The most tasks that can wait. */
  public int queue() {
    return queue;
  }

  /** What happens beyond both limits. */
  public WhenFull whenFull() {
    return whenFull;
  }

  /** How much of the queue the tasks of one client may take, in percent; 100: all of it. */
  public int share() {
    return share;
  }

  /** The most tasks of one client that can wait. */
  public int placesOfClient() {
    return Math.max(1, queue * share / 100);
  }

  /**
   * {@code platform}, {@code virtual}, the JNDI name of a ManagedExecutorService, or {@code
   * spring:} with the name of a bean; of an executor that code has given, its class.
   */
  public String threads() {
    return threads;
  }

  /** Whether they belong to an executor. */
  public boolean areThreadsLent() {
    return !threads.equals("platform") && !threads.equals("virtual");
  }

  /** The name of the Spring bean that gives the threads; null if something else does. */
  public @Nullable String threadsBean() {
    return threads.startsWith(BEAN) ? threads.substring(BEAN.length()) : null;
  }

  /** Whether work that runs is interrupted when it is cancelled. */
  public boolean interrupts() {
    return interrupts;
  }

  /** How often work that throws an exception is tried again. */
  public int retries() {
    return retries;
  }

  /** How long a task waits before it is tried again. */
  public Backoff backoff() {
    return backoff;
  }

  /** How long an attempt may take; null for as long as it takes. */
  public @Nullable Duration timeout() {
    return timeout;
  }

  /** How long an attempt has to stop by itself after its timeout. */
  public Duration grace() {
    return grace;
  }

  /** How many threads are replaced at most whose work goes on after its timeout. */
  public int stuck() {
    return stuck;
  }

  /** Whether this node runs the pool's durable tasks; if not, it only hands them over. */
  public boolean serves() {
    return serves;
  }

  /**
   * The same with other bounds.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public PoolSettings resized(int newSize, int newQueue) {
    return changed(
        draft -> {
          draft.size = newSize;
          draft.queue = newQueue;
        });
  }

  PoolSettings changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  @Override
  public String toString() {
    return "size "
        + size
        + ", queue "
        + queue
        + ", full "
        + whenFull
        + (share == 100 ? "" : ", share " + share + "%")
        + ", threads "
        + threads
        + (interrupts ? "" : ", interrupt false")
        + (retries == 0 ? "" : ", retries " + retries + ", backoff " + backoff)
        + (timeout == null
            ? ""
            : ", timeout " + Durations.format(timeout) + ", grace " + Durations.format(grace))
        + (serves ? "" : ", serve no");
  }

  /** While they are read. */
  static final class Draft {
    int size = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    int queue = 1000;
    WhenFull whenFull = WhenFull.reject();
    int share = 100;
    String threads = "platform";
    boolean interrupts = true;
    int retries;
    Backoff backoff = Backoff.DEFAULT;
    @Nullable Duration timeout;
    Duration grace = GRACE;
    // Below 0: as many as the pool has threads.
    int stuck = -1;
    boolean serves = true;

    Draft() {}

    Draft(PoolSettings from) {
      size = from.size;
      queue = from.queue;
      whenFull = from.whenFull;
      share = from.share;
      threads = from.threads;
      interrupts = from.interrupts;
      retries = from.retries;
      backoff = from.backoff;
      timeout = from.timeout;
      grace = from.grace;
      stuck = from.stuck == from.size ? -1 : from.stuck;
      serves = from.serves;
    }

    PoolSettings done() {
      return new PoolSettings(this);
    }
  }
}
