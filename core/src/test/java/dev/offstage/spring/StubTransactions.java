package dev.offstage.spring;

import dev.offstage.Work;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Runs on every version of Spring since 3.2. */
public final class StubTransactions implements Transacting {
  private final StubTransactionManager manager = new StubTransactionManager();
  private final Deque<TransactionStatus> open = new ArrayDeque<>();

  @Override
  public void in(String propagation, Work work) throws Exception {
    DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
    definition.setPropagationBehaviorName("PROPAGATION_" + propagation);
    in(definition, work);
  }

  @Override
  public void readOnly(Work work) throws Exception {
    DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
    definition.setReadOnly(true);
    in(definition, work);
  }

  @Override
  public void outOfTime(Work work) throws Exception {
    DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
    definition.setTimeout(0);
    in(definition, work);
  }

  private void in(TransactionDefinition definition, Work work) throws Exception {
    TransactionStatus status = manager.getTransaction(definition);
    open.push(status);
    try {
      work.run();
    } catch (Throwable t) {
      open.pop();
      manager.rollback(status);
      throw t;
    }
    open.pop();
    manager.commit(status);
  }

  @Override
  public void askForTimeLeft() {
    manager.bound().getTimeToLiveInMillis();
  }

  @Override
  public void setRollbackOnly() {
    Objects.requireNonNull(open.peek()).setRollbackOnly();
  }

  @Override
  public void failWithoutOutcome() {
    manager.bound().failsWithoutOutcome = true;
  }

  @Override
  public void afterCommit(Runnable action) {
    TransactionSynchronizationManager.registerSynchronization(
        new StubTransactionEvents(action, () -> {}));
  }

  @Override
  public void afterCompletion(Runnable action) {
    TransactionSynchronizationManager.registerSynchronization(
        new StubTransactionEvents(() -> {}, action));
  }

  @Override
  public boolean isConnectionBound() {
    return TransactionSynchronizationManager.hasResource(manager);
  }

  @Override
  public void beginAndForget() {
    manager.getTransaction(new DefaultTransactionDefinition());
  }
}
