package dev.offstage.containers.managed;

import jakarta.transaction.Transactional;

/** Transactions inside of others. */
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class NewTransactions {
  public void handOver(String name) {
    Commits.handOver(name);
  }

  public void doNothing() {
    // It is committed, which is nothing to the outer one.
  }
}
