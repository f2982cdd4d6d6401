package dev.offstage.containers.transfers;

import dev.offstage.Background;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Each of its methods needs its transaction. */
@Transactional
public class H2Bank implements Bank {
  private final JdbcTemplate database;

  H2Bank(JdbcTemplate database) {
    this.database = database;
  }

  @Override
  @Background
  public void transfer(int amount, boolean fails) {
    book(-amount);
    if (fails) {
      throw new IllegalStateException("fails between the two halves");
    }
    book(amount);
  }

  /** Redirected by a rule. */
  @Override
  public int deposit(int amount) {
    book(amount);
    return amount;
  }

  /** Redirected by a rule. */
  @Override
  @Cacheable("rates")
  public String rate() {
    return "a rate, " + where();
  }

  @Override
  @Background
  public Future<String> statement() {
    return CompletableFuture.completedFuture(
        database.queryForList("SELECT amount FROM entries ORDER BY id").size()
            + " entries, "
            + where());
  }

  private void book(int amount) {
    database.update("INSERT INTO entries (amount, place) VALUES (?, ?)", amount, where());
  }

  private static String where() {
    return (TransactionSynchronizationManager.isActualTransactionActive() ? "in" : "without")
        + " a transaction on "
        + Thread.currentThread().getName();
  }
}
