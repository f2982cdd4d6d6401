package dev.offstage.internal.context;

import dev.offstage.Work;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets agents that follow a request from thread to thread, such as OpenTelemetry's and Elastic
 * APM's, follow it into its tasks. All of them watch {@link ThreadPoolExecutor#execute}, where they
 * mark what is handed over, or wrap it. An executor that has been shut down does nothing else, and
 * gives back at once what they have made of it. Thread-safe.
 */
public final class Traces {
  /** Constant, so that work costs nothing more where nobody follows it. */
  private static final boolean FOLLOWED = isFollowed() && canBeWatched();

  private Traces() {}

  /** Made only where somebody follows: a security manager may not let it be shut down. */
  private static final class Watched {
    static final ThreadLocal<Marked<?>> MARKED = new ThreadLocal<>();
    static final ThreadPoolExecutor SHUT_DOWN =
        new ThreadPoolExecutor(
            0,
            1,
            0,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            (made, executor) -> {
              Marked<?> now = MARKED.get();
              if (now != null) {
                now.made = made;
              }
            });

    static {
      SHUT_DOWN.shutdown();
    }
  }

  /** Whether there is another agent than Offstage's: what it does cannot be known. */
  private static boolean isFollowed() {
    try {
      return isFollowed(ManagementFactory.getRuntimeMXBean().getInputArguments());
    } catch (LinkageError | RuntimeException e) {
      // A runtime without that module, or a security manager.
      return false;
    }
  }

  private static boolean canBeWatched() {
    try {
      return Watched.SHUT_DOWN.isShutdown();
    } catch (LinkageError e) {
      return false;
    }
  }

  static boolean isFollowed(List<String> arguments) {
    for (String argument : arguments) {
      String path = argument.replaceFirst("^-javaagent:([^=]*).*", "$1");
      if (argument.startsWith("-agentpath:")
          || (argument.startsWith("-javaagent:")
              && !new File(path).getName().startsWith("offstage"))) {
        return true;
      }
    }
    return false;
  }

  /** The work as part of what this thread does now. */
  public static <T extends @Nullable Object> Callable<T> follow(Callable<T> work) {
    return FOLLOWED ? marked(work) : work;
  }

  /** The same for a {@link Work}. */
  public static Work follow(Work work) {
    if (!FOLLOWED) {
      return work;
    }
    Callable<@Nullable Void> marked =
        marked(
            () -> {
              work.run();
              return null;
            });
    return marked::call;
  }

  static <T extends @Nullable Object> Marked<T> marked(Callable<T> work) {
    Marked<T> marked = new Marked<>(work);
    Watched.MARKED.set(marked);
    try {
      Watched.SHUT_DOWN.execute(marked);
    } finally {
      Watched.MARKED.remove();
    }
    return marked;
  }

  /** What the agents know: a Runnable that an executor has got. */
  static final class Marked<T extends @Nullable Object> extends Outcome<T> implements Callable<T> {
    private final Callable<T> work;

    /** What the agents have made of it. */
    Runnable made = this;

    Marked(Callable<T> work) {
      super(work);
      this.work = work;
    }

    @Override
    public T call() throws Exception {
      made.run();
      // Whoever has wrapped it need not run it.
      return ran() ? get() : work.call();
    }
  }
}
