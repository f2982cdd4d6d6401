package dev.offstage.containers.managed;

import dev.offstage.Background;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** A bean whose method needs a transaction, and says what became of it. */
public class Booking {
  static final List<String> ENDS = new CopyOnWriteArrayList<>();

  @Background
  @Transactional
  @SuppressWarnings("BanJNDI") // a constant
  public void book(boolean fails) throws NamingException {
    String thread = Thread.currentThread().getName();
    TransactionSynchronizationRegistry transaction =
        InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
    if (transaction.getTransactionStatus() != Status.STATUS_ACTIVE) {
      ENDS.add("without a transaction on " + thread);
      return;
    }
    transaction.registerInterposedSynchronization(new End(thread));
    if (fails) {
      throw new IllegalStateException("fails in its transaction");
    }
  }

  private static final class End implements Synchronization {
    private final String thread;

    End(String thread) {
      this.thread = thread;
    }

    @Override
    public void beforeCompletion() {
      // Only the end counts.
    }

    @Override
    public void afterCompletion(int status) {
      ENDS.add((status == Status.STATUS_COMMITTED ? "committed" : "rolled back") + " on " + thread);
    }
  }
}
