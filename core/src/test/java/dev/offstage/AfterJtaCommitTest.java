package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jndi;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each status means that JTA has, where a server's transactions are looked up. How real
 * servers get there is tested in them.
 */
class AfterJtaCommitTest {
  // One for all: a server's is looked up once.
  private static final Registry REGISTRY = new Registry();

  private final TestMode tasks = TestMode.manual();

  /** As much of it as is used. */
  private static final class Registry implements TransactionSynchronizationRegistry {
    private int status = Status.STATUS_ACTIVE;
    private boolean refuses;
    private final List<Synchronization> registered = new ArrayList<>();

    void complete(int with) {
      registered.forEach(each -> each.afterCompletion(with));
    }

    @Override
    public int getTransactionStatus() {
      return status;
    }

    @Override
    public void registerInterposedSynchronization(Synchronization each) {
      if (refuses) {
        throw new IllegalStateException("too late");
      }
      registered.add(each);
    }

    @Override
    public Object getTransactionKey() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void putResource(Object key, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object getResource(Object key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setRollbackOnly() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean getRollbackOnly() {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeAll
  static void a_server_that_has_none_is_asked_again() {
    try (TestMode none = TestMode.manual()) {
      Task<Void> mail = mail();
      assertThat(none.queued()).containsExactly(mail);
    }
  }

  @AfterAll
  static void hasEnded() {
    REGISTRY.status = Status.STATUS_NO_TRANSACTION;
  }

  @BeforeEach
  void install() {
    REGISTRY.status = Status.STATUS_ACTIVE;
    REGISTRY.refuses = false;
    REGISTRY.registered.clear();
    Jndi.install();
    Jndi.NAMES.put("java:comp/TransactionSynchronizationRegistry", REGISTRY);
  }

  @AfterEach
  void close() {
    REGISTRY.complete(Status.STATUS_ROLLEDBACK);
    Jndi.uninstall();
    tasks.close();
  }

  private static Task<Void> mail() {
    return Offstage.task(() -> {}).name("mail").afterCommit().start();
  }

  private void assertNeverStarts(Task<?> task, String cause) {
    assertThat(task.cause()).isEqualTo(cause);
    assertThat(tasks.queued()).isEmpty();
    assertThat(Offstage.pool().queued()).isZero();
    assertThat(Offstage.pool().counts().rolledBack()).isEqualTo(1);
  }

  @Test
  void it_starts_when_the_transaction_has_been_committed() {
    Task<Void> mail = mail();
    assertThat(tasks.queued()).isEmpty();

    REGISTRY.registered.forEach(Synchronization::beforeCompletion);
    assertThat(tasks.queued()).isEmpty();
    REGISTRY.complete(Status.STATUS_COMMITTED);

    assertThat(tasks.queued()).containsExactly(mail);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {Status.STATUS_ROLLEDBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_MARKED_ROLLBACK})
  void it_never_starts_when_it_has_been_rolled_back(int status) {
    Task<Void> mail = mail();

    REGISTRY.complete(status);

    assertNeverStarts(mail, "rolled back");
  }

  @ParameterizedTest
  @ValueSource(ints = {Status.STATUS_UNKNOWN, Status.STATUS_COMMITTING, 77})
  void it_never_starts_when_nobody_knows(int status) {
    Task<Void> mail = mail();

    REGISTRY.complete(status);

    assertNeverStarts(mail, "outcome unknown");
  }

  @ParameterizedTest
  @ValueSource(ints = {Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED})
  void with_nothing_to_wait_for_it_starts_at_once(int status) {
    REGISTRY.status = status;

    Task<Void> mail = mail();

    assertThat(tasks.queued()).containsExactly(mail);
    assertThat(REGISTRY.registered).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {Status.STATUS_ROLLEDBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_MARKED_ROLLBACK})
  void with_nothing_to_hope_for_it_never_starts(int status) {
    REGISTRY.status = status;

    assertNeverStarts(mail(), "rolled back");
    assertThat(REGISTRY.registered).isEmpty();
  }

  @Test
  void a_transaction_that_takes_no_synchronization_is_not_disturbed() {
    REGISTRY.status = Status.STATUS_COMMITTING;
    REGISTRY.refuses = true;

    assertNeverStarts(mail(), "outcome unknown");
  }

  @Test
  void a_second_end_changes_nothing() {
    Task<Void> mail = mail();

    REGISTRY.complete(Status.STATUS_COMMITTED);
    REGISTRY.complete(Status.STATUS_ROLLEDBACK);

    assertThat(tasks.queued()).containsExactly(mail);
  }

  @Test
  void the_synchronization_is_an_object_like_any_other() {
    mail();
    mail();
    Synchronization first = REGISTRY.registered.get(0);

    assertThat(first).isEqualTo(first).isNotEqualTo(REGISTRY.registered.get(1));
    assertThat(first).hasSameHashCodeAs(first).hasToString("Offstage, after the commit");
  }
}
