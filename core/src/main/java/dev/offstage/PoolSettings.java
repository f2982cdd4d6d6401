package dev.offstage;

import dev.offstage.internal.text.OneLine;
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

  private static final String JNDI = "java:";
  private static final String BEAN = "spring:";

  private final int size;
  private final int queue;
  private final WhenFull whenFull;
  private final int share;
  private final String threads;
  private final boolean interrupts;

  private PoolSettings(Draft draft) {
    this.size = check("size", draft.size, MAX_SIZE);
    this.queue = check("queue", draft.queue, MAX_QUEUE);
    this.whenFull = Objects.requireNonNull(draft.whenFull, "whenFull");
    this.share = check("share", draft.share, 100);
    this.threads = Objects.requireNonNull(draft.threads, "threads");
    this.interrupts = draft.interrupts;
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
        + (interrupts ? "" : ", interrupt false");
  }

  /** While they are read. */
  static final class Draft {
    int size = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    int queue = 1000;
    WhenFull whenFull = WhenFull.reject();
    int share = 100;
    String threads = "platform";
    boolean interrupts = true;

    Draft() {}

    Draft(PoolSettings from) {
      size = from.size;
      queue = from.queue;
      whenFull = from.whenFull;
      share = from.share;
      threads = from.threads;
      interrupts = from.interrupts;
    }

    PoolSettings done() {
      return new PoolSettings(this);
    }
  }
}
