package dev.offstage.servlet.respond.returning;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Hears that an asynchronous request of the webapp has failed. */
final class FailureListener implements AsyncListener {
  private final Runnable failed;

  FailureListener(Runnable failed) {
    this.failed = failed;
  }

  @Override
  public void onError(AsyncEvent event) {
    failed.run();
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
