package dev.offstage.durable.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEveryDatabase
class DatabaseClockTest {
  private final TestDatabase database;
  private final Database kind;
  private final TimeZone before = TimeZone.getDefault();
  private Connection connection;
  private Dialect dialect;

  DatabaseClockTest(Database kind) throws Exception {
    this.kind = kind;
    database = kind.fresh();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = database.connect();
    dialect = Dialect.of(connection);
  }

  @AfterEach
  void disconnect() throws SQLException {
    TimeZone.setDefault(before);
    connection.close();
  }

  @Test
  void it_shows_the_time_of_the_database_wherever_the_node_is() throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
    try (Connection elsewhere = database.connect()) {
      DatabaseClock clock = DatabaseClock.of(dialect, elsewhere);

      // The database runs on this machine. It may take its time to answer, but no minute.
      assertThat(Duration.between(Instant.now(), clock.now()).abs())
          .isLessThan(Duration.ofMinutes(1));
      assertThat(clock.driftMillis()).isCloseTo(0, within(60_000L));
    }
  }

  @Test
  void it_goes_on_and_not_backwards() throws Exception {
    DatabaseClock clock = DatabaseClock.of(dialect, connection);
    Instant last = clock.now();
    for (int i = 0; i < 100_000; i++) {
      Instant next = clock.now();
      assertThat(next).isAfterOrEqualTo(last);
      last = next;
    }
  }

  @Test
  void it_has_microseconds_as_the_database_has() throws Exception {
    DatabaseClock clock = DatabaseClock.of(dialect, connection);
    for (int i = 0; i < 1_000; i++) {
      assertThat(clock.now().getNano() % 1_000).isZero();
    }
  }

  @Test
  void it_follows_a_database_whose_clock_is_set() throws Exception {
    DatabaseClock clock = DatabaseClock.of(dialect, connection);
    if (kind != Database.MARIADB && kind != Database.MYSQL) {
      // Only there can a session have a time of its own.
      return;
    }
    List<Duration> jumps = new ArrayList<>();
    Instant hourAhead = Instant.now().plus(Duration.ofHours(1));
    try (Statement statement = connection.createStatement()) {
      statement.execute("set timestamp = " + hourAhead.getEpochSecond());
      clock.sync(connection, jumps::add);

      assertThat(clock.now()).isAfterOrEqualTo(hourAhead.minusSeconds(1));
      assertThat(clock.driftMillis()).isCloseTo(3_600_000, within(60_000L));

      statement.execute("set timestamp = default");
      clock.sync(connection, jumps::add);
      assertThat(clock.now()).isBefore(hourAhead);
      assertThat(jumps).extracting(Duration::isNegative).containsExactly(false, true);
      assertThat(jumps).allMatch(jump -> jump.abs().toMinutes() >= 59);
    }
  }

  @Test
  void a_transaction_where_time_may_stand_still_is_refused() throws Exception {
    connection.setAutoCommit(false);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseClock.of(dialect, connection))
        .withMessage("The connection is in a transaction");
  }

  @Test
  void each_query_for_the_time_has_one_row_and_one_column() throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(dialect.clock())) {
      assertThat(rows.next()).isTrue();
      assertThat(dialect.getInstant(rows, 1)).isNotNull();
      assertThat(rows.next()).isFalse();
      assertThat(rows.getMetaData().getColumnCount()).isEqualTo(1);
    }
  }
}
