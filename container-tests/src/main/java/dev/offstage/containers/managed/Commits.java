package dev.offstage.containers.managed;

import dev.offstage.Offstage;
import dev.offstage.Task;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Hands work over that starts after the commit, and says what became of it. */
public class Commits {
  private static final Map<String, Task<String>> TASKS = new ConcurrentHashMap<>();

  @Inject private NewTransactions others;

  /** By the name of how the transaction goes. */
  static String told(String of) throws Exception {
    Task<String> task = known(of);
    Task.Status now = task.status();
    return now + " " + (now == Task.Status.SUCCEEDED ? task.join() : task.cause());
  }

  private static Task<String> known(String name) {
    return Objects.requireNonNull(TASKS.get(name), name);
  }

  static void handOver(String name) {
    Task<String> task =
        Offstage.task(() -> Thread.currentThread().getName()).name(name).afterCommit().start();
    TASKS.put(name, task);
  }

  private static void handOverAndSee(String name) throws InterruptedException {
    handOver(name);
    if (known(name).await(Duration.ofMillis(100))) {
      throw new IllegalStateException(name + " has not waited for the commit");
    }
  }

  /** In one of the container's. */
  @Transactional
  public void inTransaction(String how) throws Exception {
    switch (how) {
      case "rollback":
        handOverAndSee(how);
        throw new IllegalStateException("fails in its transaction");
      case "marked":
        registry().setRollbackOnly();
        handOver(how);
        break;
      case "markedLater":
        handOverAndSee(how);
        registry().setRollbackOnly();
        break;
      case "throwing":
        registry()
            .registerInterposedSynchronization(
                new Completion(
                    () -> {
                      throw new IllegalStateException("after the completion");
                    }));
        handOverAndSee(how);
        break;
      case "late":
        registry().registerInterposedSynchronization(new Completion(() -> handOver(how)));
        break;
      case "inner":
        others.handOver(how);
        throw new IllegalStateException("fails in its transaction");
      case "outer":
        handOverAndSee(how);
        others.doNothing();
        break;
      default:
        handOverAndSee(how);
    }
  }

  /** With none. */
  @Transactional(Transactional.TxType.SUPPORTS)
  public void supports(String how) {
    handOver(how);
  }

  /** In one that lasts longer than it may. */
  @SuppressWarnings("BanJNDI") // a constant
  public void timeOut(String how) throws Exception {
    UserTransaction transaction = InitialContext.doLookup("java:comp/UserTransaction");
    transaction.setTransactionTimeout(1);
    transaction.begin();
    try {
      handOver(how);
      // Some servers end it by themselves, others when it is to be committed.
      long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
      while (transaction.getStatus() == Status.STATUS_ACTIVE && System.nanoTime() < end) {
        known(how).await(Duration.ofMillis(20));
      }
      transaction.commit();
    } finally {
      transaction.setTransactionTimeout(0);
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
    }
  }

  @SuppressWarnings("BanJNDI") // a constant
  private static TransactionSynchronizationRegistry registry() throws NamingException {
    return InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
  }
}
