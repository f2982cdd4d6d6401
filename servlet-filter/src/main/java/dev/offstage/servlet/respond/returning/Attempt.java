package dev.offstage.servlet.respond.returning;

import dev.offstage.internal.text.Log;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One sending of a request, which another thread may end. Thread-safe. */
public final class Attempt {
  private final BooleanSupplier hopeless;
  private final BooleanSupplier cancelled;
  private @Nullable Closeable end;
  private boolean ended;

  /**
   * Makes one.
   *
   * @param hopeless whether the request will not arrive any more, if it has not yet
   * @param cancelled whether its work has been told to stop
   */
  public Attempt(BooleanSupplier hopeless, BooleanSupplier cancelled) {
    this.hopeless = hopeless;
    this.cancelled = cancelled;
  }

  /** To be asked now and then while nothing comes: whether there is no point in waiting. */
  public boolean isHopeless() {
    return hopeless.getAsBoolean();
  }

  /** To be asked where no thread is at work that could have been interrupted. */
  public boolean isCancelled() {
    return cancelled.getAsBoolean();
  }

  /**
   * Says how to end it.
   *
   * @param how called at most once, by any thread, at once if {@link #end()} has been called;
   *     {@link Return#send} then throws or returns soon
   */
  public void endedBy(Closeable how) {
    synchronized (this) {
      if (!ended) {
        end = how;
        return;
      }
    }
    close(how);
  }

  /** Ends it without waiting for the work to see that. */
  public void end() {
    Closeable how;
    synchronized (this) {
      ended = true;
      how = end;
      end = null;
    }
    if (how != null) {
      close(how);
    }
  }

  private static void close(Closeable how) {
    try {
      how.close();
    } catch (IOException | RuntimeException e) {
      Log.warn("offstage: a request that was given up could not be ended", e);
    }
  }
}
