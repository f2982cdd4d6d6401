package dev.offstage.servlet.respond.returning;

import dev.offstage.servlet.server.AsyncEvents;
import dev.offstage.servlet.server.AsyncObserver;
import jakarta.servlet.AsyncEvent;

/** Hears how an asynchronous request of the webapp ends. */
final class AsyncEnd implements AsyncObserver {
  private final Runnable failed;
  private final Runnable ended;

  AsyncEnd(Runnable failed, Runnable ended) {
    this.failed = failed;
    this.ended = ended;
  }

  @Override
  public void onError(AsyncEvent event) {
    failed.run();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    ended.run();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // A new cycle forgets the listeners of the one before.
    AsyncEvents.tell(this, event.getAsyncContext());
  }
}
