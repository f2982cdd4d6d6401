package dev.offstage.internal.commit;

import java.lang.invoke.MethodHandle;
import java.util.function.Consumer;

/** A transaction of JTA's. For the thread that is in it, and no longer than that. */
public final class JtaTransaction implements Transaction {
  private final int status;
  private final MethodHandle register;
  private final Object registry;

  JtaTransaction(int status, MethodHandle register, Object registry) {
    this.status = status;
    this.register = register;
    this.registry = registry;
  }

  @Override
  public void whenEnded(Consumer<Outcome> end) throws Throwable {
    switch (status) {
      case JtaTransactions.MARKED_ROLLBACK:
      case JtaTransactions.ROLLING_BACK:
      case JtaTransactions.ROLLED_BACK:
      case JtaTransactions.UNKNOWN:
        // It takes no synchronization any more.
        end.accept(JtaTransactions.outcome(status));
        break;
      default:
        JtaTransactions.register(register, registry, end);
    }
  }

  /** Whether it can still be committed, and takes more work. */
  public boolean isActive() {
    return status == JtaTransactions.ACTIVE;
  }

  /** Whether it takes more work, but will be rolled back. */
  public boolean isMarkedForRollback() {
    return status == JtaTransactions.MARKED_ROLLBACK;
  }
}
