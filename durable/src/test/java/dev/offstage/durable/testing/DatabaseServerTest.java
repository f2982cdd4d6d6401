package dev.offstage.durable.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import org.junit.jupiter.api.Test;

@OnEveryDatabase
class DatabaseServerTest {
  private final TestDatabase database;

  DatabaseServerTest(Database kind) throws Exception {
    database = kind.fresh();
  }

  @Test
  void what_was_committed_outlives_a_crash_and_what_was_not_does_not() throws Exception {
    database.execute("create table t (a int)");
    database.execute("insert into t values (1)");
    try (Connection open = database.connect();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("insert into t values (2)");
      database.server().restartImmediately();
      assertThatThrownBy(open::commit).isInstanceOf(SQLException.class);
    } catch (SQLException e) {
      // Some drivers say at close() that there is nobody any more.
    }

    assertThat(database.query("select count(*) from t")).isEqualTo("1");
  }

  @Test
  void databases_do_not_see_each_other() throws Exception {
    database.execute("create table t (a int)");
    TestDatabase other = database.server().freshDatabase();

    other.execute("create table t (a int)");

    assertThat(other.query("select count(*) from t")).isEqualTo("0");
  }

  @Test
  void the_pool_gives_connections() throws Exception {
    try (TestDatabase pooled = database;
        Connection connection = pooled.dataSource().getConnection()) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void a_missing_program_is_said_with_the_package_that_has_it() {
    assertThatThrownBy(() -> Programs.find("no-such-thing", "nothing", Collections.emptyList()))
        .hasMessage(
            "These tests need no-such-thing, which is not on this machine: apt-get install nothing");
  }
}
