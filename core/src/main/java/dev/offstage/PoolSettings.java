package dev.offstage;

import dev.offstage.internal.text.OneLine;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/** How a pool is sized. Immutable. */
public final class PoolSettings {
  /** The most threads a pool can have. */
  public static final int MAX_SIZE = 10_000;

  /** The longest queue a pool can have. */
  public static final int MAX_QUEUE = 1_000_000;

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
    this.threads = checkThreads(draft.threads);
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
    if (value.startsWith("java:") && value.length() > "java:".length()) {
      return value;
    }
    throw new IllegalArgumentException(
        "threads is '"
            + OneLine.shortened(value)
            + "'; allowed: platform, virtual, or a JNDI name java:...");
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

  /** {@code platform}, {@code virtual}, or the JNDI name of a ManagedExecutorService. */
  public String threads() {
    return threads;
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
