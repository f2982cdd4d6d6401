package dev.offstage.durable.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What drivers and a pool really throw. */
@OnEveryDatabase
class SqlFailureTest {
  private final Database kind;
  private final TestDatabase database;

  SqlFailureTest(Database kind) throws Exception {
    this.kind = kind;
    database = kind.fresh();
  }

  @BeforeEach
  void create() throws SQLException {
    database.execute("create table t (a varchar(10) not null primary key, b int not null)");
    database.execute("insert into t values ('1', 1), ('2', 2)");
  }

  @Test
  void a_key_that_is_there_is_a_duplicate() {
    assertThat(failure(() -> database.execute("insert into t values ('1', 5)")))
        .isEqualTo(SqlFailure.DUPLICATE);
  }

  @Test
  void a_key_of_a_batch_that_is_there_is_a_duplicate() throws Exception {
    try (Connection connection = database.connect();
        PreparedStatement insert = connection.prepareStatement("insert into t values (?, 5)")) {
      for (String key : new String[] {"8", "1", "9"}) {
        insert.setString(1, key);
        insert.addBatch();
      }
      assertThat(failure(insert::executeBatch)).isEqualTo(SqlFailure.DUPLICATE);
    }
  }

  @Test
  void what_can_never_succeed_is_wrong() {
    String tooLong = String.join("", Collections.nCopies(11, "x"));
    for (String each :
        new String[] {
          "insert into t values ('" + tooLong + "', 1)",
          "insert into t values ('3', null)",
          "insert into t (a, c) values ('3', 3)",
          "insert into u values ('3')",
          "insert onto t",
          "insert into t values ('3', 99999999999999)"
        }) {
      assertThat(failure(() -> database.execute(each))).as(each).isEqualTo(SqlFailure.WRONG);
    }
  }

  @Test
  void a_right_that_is_missing_is_wrong() throws Exception {
    String user = "reader" + database.name();
    database.createRestrictedUser(user);
    try (Connection connection = database.connect(user);
        Statement statement = connection.createStatement()) {
      assertThat(failure(() -> statement.execute("drop table t"))).isEqualTo(SqlFailure.WRONG);
    }
  }

  @Test
  void a_lock_that_does_not_come_is_contention() throws Exception {
    try (Connection one = database.connect();
        Statement first = one.createStatement();
        Connection other = database.connect();
        Statement second = other.createStatement()) {
      one.setAutoCommit(false);
      first.execute("update t set b = 3 where a = '1'");
      second.execute(
          kind == Database.POSTGRESQL
              ? "set lock_timeout = '200ms'"
              : kind == Database.H2 ? "set lock_timeout 200" : "set innodb_lock_wait_timeout = 1");

      assertThat(failure(() -> second.execute("update t set b = 4 where a = '1'")))
          .isEqualTo(SqlFailure.CONTENTION);
      one.rollback();
    }
  }

  @Test
  void a_deadlock_is_contention() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection one = database.connect();
        Statement first = one.createStatement();
        Connection other = database.connect();
        Statement second = other.createStatement()) {
      one.setAutoCommit(false);
      other.setAutoCommit(false);
      first.execute("update t set b = 3 where a = '1'");
      second.execute("update t set b = 4 where a = '2'");
      Future<SqlFailure> later =
          thread.submit(() -> failure(() -> first.execute("update t set b = 3 where a = '2'")));
      SqlFailure here = failure(() -> second.execute("update t set b = 4 where a = '1'"));
      other.rollback();

      // The database chooses whom it hits.
      assertThat(new SqlFailure[] {here, later.get(60, TimeUnit.SECONDS)})
          .contains(SqlFailure.CONTENTION)
          .containsAnyOf(null, SqlFailure.CONTENTION)
          .doesNotContain(SqlFailure.WRONG, SqlFailure.UNAVAILABLE, SqlFailure.DUPLICATE);
      one.rollback();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void a_query_that_takes_too_long_is_contention() throws Exception {
    if (kind == Database.H2) {
      // Has nothing to wait with.
      return;
    }
    String wait = kind == Database.POSTGRESQL ? "select pg_sleep(30)" : "select sleep(30) from t";
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);

      assertThat(failure(() -> statement.execute(wait))).isEqualTo(SqlFailure.CONTENTION);
    }
  }

  @Test
  void a_connection_that_was_killed_is_unavailable_and_stays_so() throws Exception {
    Connection connection = database.connect();
    Statement statement = connection.createStatement();
    connection.setAutoCommit(false);
    statement.execute("update t set b = 3");
    database.killConnections();

    assertThat(failure(() -> statement.execute("update t set b = 4")))
        .isEqualTo(SqlFailure.UNAVAILABLE);
    assertThat(failure(() -> connection.prepareStatement("select 1 from t").executeQuery()))
        .isEqualTo(SqlFailure.UNAVAILABLE);
    assertThat(failure(connection::commit)).isEqualTo(SqlFailure.UNAVAILABLE);
    assertThat(database.query("select b from t where a = '1'")).isEqualTo("1");
  }

  @Test
  void a_connection_of_a_pool_that_was_killed_is_unavailable_and_the_next_one_works()
      throws Exception {
    try (TestDatabase pooled = database) {
      Connection connection = pooled.dataSource().getConnection();
      Statement statement = connection.createStatement();
      connection.setAutoCommit(false);
      statement.execute("update t set b = 3");
      database.killConnections();

      assertThat(failure(() -> statement.execute("update t set b = 4")))
          .isEqualTo(SqlFailure.UNAVAILABLE);
      // The pool has taken the connection away by now, and has errors of its own.
      assertThat(failure(() -> connection.prepareStatement("select 1 from t")))
          .isEqualTo(SqlFailure.UNAVAILABLE);
      assertThat(failure(connection::commit)).isEqualTo(SqlFailure.UNAVAILABLE);
      try (Connection next = pooled.dataSource().getConnection()) {
        assertThat(next.isValid(5)).isTrue();
      }
    }
  }

  @Test
  void a_pool_with_no_connection_left_is_unavailable() throws Exception {
    try (HikariDataSource pool = database.dataSource(1, Duration.ofSeconds(1));
        Connection only = pool.getConnection()) {
      assertThat(failure(pool::getConnection)).isEqualTo(SqlFailure.UNAVAILABLE);
      assertThat(only.isValid(5)).isTrue();
    }
  }

  @Test
  void a_pool_that_is_closed_is_unavailable() throws Exception {
    HikariDataSource pool = database.dataSource(1, Duration.ofSeconds(5));
    Connection connection = pool.getConnection();
    pool.close();

    assertThat(failure(pool::getConnection)).isEqualTo(SqlFailure.UNAVAILABLE);
    connection.close();
    assertThat(failure(connection::createStatement)).isEqualTo(SqlFailure.UNAVAILABLE);
  }

  @Test
  void a_database_that_is_down_is_unavailable_and_comes_back() throws Exception {
    try (TestDatabase pooled = database) {
      Connection connection = pooled.dataSource().getConnection();
      Statement statement = connection.createStatement();
      database.server().crash();
      try {
        assertThat(failure(() -> statement.executeQuery("select 1 from t")))
            .isEqualTo(SqlFailure.UNAVAILABLE);
        if (kind != Database.H2) {
          assertThat(failure(database::connect)).isEqualTo(SqlFailure.UNAVAILABLE);
          assertThat(failure(() -> pooled.dataSource().getConnection()))
              .isEqualTo(SqlFailure.UNAVAILABLE);
        }
      } finally {
        database.server().start();
      }
      assertThat(database.query("select count(*) from t")).isEqualTo("2");
    }
  }

  @Test
  void a_wrong_password_is_unavailable() throws Exception {
    if (kind == Database.POSTGRESQL) {
      // Trusts everybody here.
      return;
    }
    assertThat(
            failure(
                () ->
                    java.sql.DriverManager.getConnection(database.url(), database.user(), "wrong")))
        .isEqualTo(SqlFailure.UNAVAILABLE);
  }

  /** Null if it succeeds. */
  private static SqlFailure failure(ThrowingCallable call) {
    SQLException error = catchThrowableOfType(SQLException.class, call);
    return error == null ? null : SqlFailure.of(error);
  }
}
