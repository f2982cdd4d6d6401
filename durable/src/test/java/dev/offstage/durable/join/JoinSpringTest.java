package dev.offstage.durable.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.commit.Outcome;
import java.sql.SQLException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in transactions of real Springs, each of which is in a webapp of its own. */
@ParameterizedClass(name = "Spring {0}")
@MethodSource("dev.offstage.durable.join.SpringJdbcOf#versions")
class JoinSpringTest extends SpringJoins {
  @Test
  void a_row_is_committed_with_what_the_caller_writes() throws Exception {
    in(
        store,
        () -> {
          Rows.insert("order").apply(spring.connection(store));
          assertJoins("mail");
          assertThat(tasks.ends).isEmpty();
        });

    assertThat(rows.visible()).containsExactly("mail", "order");
    assertThat(tasks.ends).containsExactly(Outcome.COMMITTED);
    assertThat(store.getHikariPoolMXBean().getActiveConnections()).isZero();
  }

  @Test
  void a_row_is_rolled_back_with_what_the_caller_writes() throws Exception {
    assertRollsBack(store, () -> assertJoins("mail"));

    assertThat(rows.visible()).isEmpty();
    assertThat(tasks.ends).containsExactly(Outcome.ROLLED_BACK);
  }

  @Test
  void a_row_in_a_transaction_that_is_marked_is_rolled_back_with_it() throws Exception {
    in(
        store,
        () -> {
          spring.setRollbackOnly();
          assertJoins("mail");
        });

    assertThat(rows.visible()).isEmpty();
    assertThat(tasks.ends).containsExactly(Outcome.ROLLED_BACK);
  }

  @Test
  void a_pool_without_auto_commit_is_joined_as_well() throws Exception {
    useManualCommit();

    in(store, () -> assertJoins("mail"));

    assertThat(rows.visible()).containsExactly("mail");
  }

  @Test
  void a_statement_that_fails_is_told_to_the_caller() throws Exception {
    Rows.insert("mail").apply(rows.database.getConnection());

    assertThatThrownBy(() -> in(store, () -> tasks.enqueue("mail")))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void a_new_transaction_inside_of_one_that_fails_is_committed() throws Exception {
    assertRollsBack(
        store,
        () -> {
          assertJoins("outer");
          spring.in(store, "REQUIRES_NEW", () -> assertJoins("inner"));
          assertThat(tasks.ends).containsExactly(Outcome.COMMITTED);
          assertThat(rows.visible()).containsExactly("inner");
        });

    assertThat(rows.visible()).containsExactly("inner");
    assertThat(tasks.ends).containsExactly(Outcome.COMMITTED, Outcome.ROLLED_BACK);
  }

  @Test
  void a_nested_transaction_takes_its_row_with_it_to_the_savepoint() throws Exception {
    in(
        store,
        () -> {
          assertJoins("outer");
          assertThatThrownBy(
                  () ->
                      spring.in(
                          store,
                          "NESTED",
                          () -> {
                            assertJoins("inner");
                            throw new IllegalStateException("back to the savepoint");
                          }))
              .hasMessage("back to the savepoint");
        });

    assertThat(rows.visible()).containsExactly("outer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TransactionAwareDataSourceProxy",
        "LazyConnectionDataSourceProxy",
        "DelegatingDataSource"
      })
  void a_proxy_of_springs_is_the_same_database(String kind) throws Exception {
    DataSource proxy = spring.before(kind, store);

    in(proxy, () -> assertJoins("behind"));
    webapp.inWebapp(() -> tasks = new Enqueuing(proxy, true));
    in(store, () -> assertJoins("before"));
    in(spring.before(kind, proxy), () -> assertJoins("both"));

    assertThat(rows.visible()).containsExactly("before", "behind", "both");
  }

  @Test
  void each_thread_has_its_own_transaction() throws Exception {
    FutureTask<@Nullable String> elsewhere = new FutureTask<>(() -> tasks.enqueue("mail"));
    FutureTask<@Nullable String> inOwn =
        new FutureTask<>(
            () -> {
              in(store, () -> assertJoins("own"));
              return null;
            });

    in(
        store,
        () -> {
          start(elsewhere);
          assertThat(elsewhere.get(20, TimeUnit.SECONDS)).isNull();
          start(inOwn);
          inOwn.get(20, TimeUnit.SECONDS);
          assertThat(rows.visible()).containsExactly("own");
        });
  }

  /** A virtual one where there are some. */
  private static void start(Runnable work) throws ReflectiveOperationException {
    try {
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
    } catch (NoSuchMethodException e) {
      new Thread(work).start();
    }
  }
}
