package dev.offstage.durable.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows in the transaction of a connection that the caller has. */
class JoinConnectionTest {
  private Rows rows;
  private Connection given;

  @BeforeEach
  void connect() throws SQLException {
    rows = new Rows();
    given = rows.database.getConnection();
    given.setAutoCommit(false);
  }

  @AfterEach
  void close() throws SQLException {
    given.close();
    rows.close();
  }

  @Test
  void a_row_waits_for_the_callers_commit() throws SQLException {
    JoinedTransaction joined = Joining.in(given);
    joined.write(Rows.insert("mail"));

    assertThat(joined.how()).isEqualTo("connection");
    assertThat(joined.ended()).isNull();
    assertThat(rows.visible()).isEmpty();
    given.commit();
    assertThat(rows.visible()).containsExactly("mail");
  }

  @Test
  void a_row_goes_with_the_callers_rollback() throws SQLException {
    Joining.in(given).write(Rows.insert("mail"));
    given.rollback();

    assertThat(rows.visible()).isEmpty();
    assertThat(given.isClosed()).isFalse();
  }

  @Test
  void one_in_auto_commit_mode_is_refused() throws SQLException {
    given.setAutoCommit(true);

    assertThatThrownBy(() -> Joining.in(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the given connection is in auto-commit mode and has no transaction to join:"
                + " call setAutoCommit(false) on it first, or start the task without it");
  }

  @Test
  void one_that_only_reads_is_refused() {
    // H2 ignores setReadOnly.
    Connection readOnly =
        (Connection)
            Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                    method.getName().equals("isReadOnly")
                        ? (Object) true
                        : method.invoke(given, arguments));

    assertThatThrownBy(() -> Joining.in(readOnly))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the given connection is read-only");
  }

  @Test
  void a_closed_one_is_told_by_the_database() throws SQLException {
    given.close();

    assertThatThrownBy(() -> Joining.in(given)).isInstanceOf(SQLException.class);
  }
}
