package dev.offstage.containers.managed;

import jakarta.transaction.Synchronization;

/** Does something when a transaction has ended. */
final class Completion implements Synchronization {
  private final Runnable action;

  Completion(Runnable action) {
    this.action = action;
  }

  @Override
  public void beforeCompletion() {
    // Only the end counts.
  }

  @Override
  public void afterCompletion(int status) {
    action.run();
  }
}
