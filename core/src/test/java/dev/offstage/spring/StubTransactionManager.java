package dev.offstage.spring;

import org.springframework.transaction.SavepointManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.ResourceHolderSupport;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** All of Spring's own, without a database. */
final class StubTransactionManager extends AbstractPlatformTransactionManager {
  private static final long serialVersionUID = 1L;

  /** In place of a connection. */
  static final class Bound extends ResourceHolderSupport {
    boolean failsWithoutOutcome;
  }

  private static final class Transaction implements SavepointManager {
    private Bound bound;

    @Override
    public Object createSavepoint() {
      return new Object();
    }

    @Override
    public void rollbackToSavepoint(Object savepoint) {}

    @Override
    public void releaseSavepoint(Object savepoint) {}
  }

  StubTransactionManager() {
    setNestedTransactionAllowed(true);
  }

  Bound bound() {
    return (Bound) TransactionSynchronizationManager.getResource(this);
  }

  @Override
  protected Object doGetTransaction() {
    Transaction transaction = new Transaction();
    transaction.bound = bound();
    return transaction;
  }

  @Override
  protected boolean isExistingTransaction(Object transaction) {
    return ((Transaction) transaction).bound != null;
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    Bound bound = new Bound();
    if (definition.getTimeout() >= 0) {
      bound.setTimeoutInSeconds(definition.getTimeout());
    }
    ((Transaction) transaction).bound = bound;
    TransactionSynchronizationManager.bindResource(this, bound);
  }

  @Override
  protected Object doSuspend(Object transaction) {
    return TransactionSynchronizationManager.unbindResource(this);
  }

  @Override
  protected void doResume(Object transaction, Object suspended) {
    TransactionSynchronizationManager.bindResource(this, suspended);
  }

  @Override
  protected void doCommit(DefaultTransactionStatus status) {
    if (bound().failsWithoutOutcome) {
      throw new TransactionSystemException("the connection died while it committed");
    }
  }

  @Override
  protected void doRollback(DefaultTransactionStatus status) {}

  @Override
  protected void doSetRollbackOnly(DefaultTransactionStatus status) {
    ((Transaction) status.getTransaction()).bound.setRollbackOnly();
  }

  @Override
  protected void doCleanupAfterCompletion(Object transaction) {
    TransactionSynchronizationManager.unbindResource(this);
  }
}
