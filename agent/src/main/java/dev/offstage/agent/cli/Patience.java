package dev.offstage.agent.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How long a command waits for another JVM: for each of its answers, and for any progress. The
 * attach API itself would wait for ever for a JVM that stands still.
 */
final class Patience {
  static final String OPTION = "--timeout";

  private static final int USUAL = 60;
  private static final int MOST = 3600;
  private static final long PAUSE_MILLIS = 100;

  private final long seconds;

  private Patience(long seconds) {
    this.seconds = seconds;
  }

  static Patience of(Options options) throws WrongUseException {
    return new Patience(options.number(OPTION, USUAL, 1, MOST));
  }

  /** A longer one, for what takes its time anyway. */
  Patience plusSeconds(long more) {
    return new Patience(seconds + more);
  }

  /** When it ends if it begins now, by {@link System#nanoTime}. */
  long deadline() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  void pause() throws CommandException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** What asks the other JVM for something. */
  interface Call {
    @Nullable Object run() throws ReflectiveOperationException, CommandException;
  }

  /**
   * Waits for the result, on another thread: nothing else can give up.
   *
   * @param what the JVM should do, for the message
   */
  @Nullable Object call(String process, String what, Call call)
      throws ReflectiveOperationException, CommandException {
    FutureTask<@Nullable Object> task = new FutureTask<>(call::run);
    Thread thread = new Thread(task, "offstage-attach");
    // This command ends even if the thread does not.
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new CommandException(
          "Process "
              + process
              + " does not answer within "
              + this
              + " when asked to "
              + what
              + ": it is stopped, swapped out, or in a long garbage collection ("
              + OPTION
              + " waits longer)",
          e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ReflectiveOperationException) {
        throw (ReflectiveOperationException) cause;
      }
      if (cause instanceof CommandException) {
        throw (CommandException) cause;
      }
      throw new CommandException("Process " + process + " cannot " + what + ": " + cause, cause);
    }
  }

  private static CommandException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CommandException("Interrupted", e);
  }

  @Override
  public String toString() {
    return seconds + " s";
  }
}
