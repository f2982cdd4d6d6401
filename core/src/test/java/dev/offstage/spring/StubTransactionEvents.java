package dev.offstage.spring;

import org.springframework.transaction.support.TransactionSynchronization;

/** A synchronization of the application's. */
final class StubTransactionEvents implements TransactionSynchronization {
  private final Runnable committed;
  private final Runnable completed;

  StubTransactionEvents(Runnable committed, Runnable completed) {
    this.committed = committed;
    this.completed = completed;
  }

  @Override
  public void afterCommit() {
    committed.run();
  }

  @Override
  public void afterCompletion(int status) {
    completed.run();
  }

  // Spring 4 has no default methods.

  @Override
  public void suspend() {}

  @Override
  public void resume() {}

  @Override
  public void flush() {}

  @Override
  public void beforeCommit(boolean readOnly) {}

  @Override
  public void beforeCompletion() {}
}
