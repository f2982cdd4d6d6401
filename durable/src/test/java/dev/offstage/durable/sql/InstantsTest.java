package dev.offstage.durable.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Times are the same again, whatever the time zones of the JVM, the driver and the session. */
@OnEveryDatabase
class InstantsTest {
  private static final List<String> ZONES =
      Arrays.asList("UTC", "America/Sao_Paulo", "Europe/Berlin", "Pacific/Apia", "Asia/Kathmandu");

  private static final List<Instant> INSTANTS =
      Arrays.asList(
          Instant.EPOCH,
          Instant.parse("1969-12-31T23:59:59.999999Z"),
          // The hours that do not exist in Berlin and Sao Paulo, and the day in Apia: as UTC, and
          // around the instants of the changes.
          Instant.parse("2026-03-29T02:30:00.123456Z"),
          Instant.parse("2026-03-29T00:59:59.999999Z"),
          Instant.parse("2026-03-29T01:00:00Z"),
          Instant.parse("2018-11-04T00:30:00.000001Z"),
          Instant.parse("2018-11-04T03:00:00Z"),
          Instant.parse("2011-12-30T12:00:00.1Z"),
          Instant.parse("2011-12-30T10:00:00Z"),
          // The hours that come twice.
          Instant.parse("2026-10-25T00:30:00.5Z"),
          Instant.parse("2026-10-25T01:30:00.5Z"),
          Instant.parse("2018-02-18T01:30:00.12Z"),
          Instant.parse("2018-02-18T02:30:00.12Z"),
          Instant.parse("2038-01-19T03:14:08.000001Z"),
          Instant.parse("2126-02-28T23:59:59.999999Z"));

  private final TimeZone before = TimeZone.getDefault();
  private final Database kind;
  private final TestDatabase database;

  InstantsTest(Database kind) throws Exception {
    this.kind = kind;
    database = kind.fresh();
    try (Connection connection = database.connect()) {
      new Schema(Dialect.of(connection), Tables.of("offstage_")).create(connection);
    }
  }

  @AfterEach
  void restoreTimeZone() {
    TimeZone.setDefault(before);
  }

  @Test
  void they_are_the_same_again_in_every_time_zone() throws Exception {
    for (String url : urls()) {
      for (String jvm : ZONES) {
        TimeZone.setDefault(TimeZone.getTimeZone(jvm));
        for (String session : ZONES) {
          try (Connection connection = DriverManager.getConnection(url, database.user(), "")) {
            setZone(connection, session);
            for (Instant each : INSTANTS) {
              assertThat(writtenAndRead(connection, each))
                  .as("JVM %s, session %s, %s", jvm, session, url)
                  .isEqualTo(each);
            }
          }
        }
      }
    }
  }

  @Test
  void what_one_node_writes_nodes_elsewhere_read() throws Exception {
    for (Instant each : INSTANTS) {
      TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
      try (Connection connection = database.connect()) {
        setZone(connection, "Asia/Kathmandu");
        write(connection, each);
      }
      TimeZone.setDefault(TimeZone.getTimeZone("America/Sao_Paulo"));
      try (Connection connection = database.connect()) {
        setZone(connection, "Pacific/Apia");
        assertThat(read(connection)).isEqualTo(each);
        assertThat(isDue(connection, each)).isTrue();
        assertThat(isDue(connection, each.minus(1, ChronoUnit.MICROS))).isFalse();
      }
    }
  }

  @Test
  void nanoseconds_are_cut_and_not_rounded() throws Exception {
    try (Connection connection = database.connect()) {
      assertThat(writtenAndRead(connection, Instant.parse("2026-12-31T23:59:59.999999999Z")))
          .isEqualTo(Instant.parse("2026-12-31T23:59:59.999999Z"));
    }
  }

  @Test
  void no_time_is_no_time() throws Exception {
    try (Connection connection = database.connect()) {
      Dialect dialect = Dialect.of(connection);
      write(connection, Instant.EPOCH);
      try (PreparedStatement update =
          connection.prepareStatement("update offstage_tasks set last_heartbeat = ?")) {
        dialect.setInstant(update, 1, Instant.EPOCH);
        update.executeUpdate();
        dialect.setInstant(update, 1, null);
        update.executeUpdate();
      }
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("select last_heartbeat from offstage_tasks")) {
        assertThat(rows.next()).isTrue();
        assertThat(dialect.getInstant(rows, "last_heartbeat")).isNull();
      }
    }
  }

  /** With the drivers that there are, and the options that change how they deal with times. */
  private List<String> urls() {
    String own = database.url();
    switch (kind) {
      case MARIADB:
        String relative = own.replace("jdbc:mariadb:", "jdbc:mysql:") + "?sslMode=DISABLED";
        return Arrays.asList(
            own,
            own + "?useServerPrepStmts=true",
            own + "?connectionTimeZone=SERVER&preserveInstants=true",
            relative,
            relative + "&useServerPrepStmts=true");
      case MYSQL:
        return Arrays.asList(
            own,
            own + "&useServerPrepStmts=true",
            own + "&connectionTimeZone=Europe/Berlin&preserveInstants=false",
            own + "&connectionTimeZone=%2B05:45&forceConnectionTimeZoneToSession=true",
            own.replace("jdbc:mysql:", "jdbc:mariadb:").replaceAll("\\?.*", ""));
      case POSTGRESQL:
        return Arrays.asList(own, own + "?prepareThreshold=-1");
      default:
        return Collections.singletonList(own);
    }
  }

  private void setZone(Connection connection, String zone) throws SQLException {
    List<String> statements = new ArrayList<>();
    switch (kind) {
      case POSTGRESQL:
      case H2:
        statements.add("set time zone '" + zone + "'");
        break;
      default:
        // Without the tables of time zones, which servers often lack, there are only offsets.
        int minutes = TimeZone.getTimeZone(zone).getRawOffset() / 60_000;
        statements.add(
            String.format(
                "set time_zone = '%s%02d:%02d'",
                minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60));
    }
    try (Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private static @Nullable Instant writtenAndRead(Connection connection, Instant instant)
      throws SQLException {
    write(connection, instant);
    return read(connection);
  }

  private static void write(Connection connection, Instant instant) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try (Statement delete = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into offstage_tasks"
                    + " (task_name, task_instance, execution_time, picked, version)"
                    + " values ('name', 'id', ?, ?, 1)")) {
      delete.execute("delete from offstage_tasks");
      Dialect.of(connection).setInstant(insert, 1, instant);
      insert.setBoolean(2, false);
      insert.executeUpdate();
      connection.commit();
    } finally {
      connection.setAutoCommit(autoCommit);
    }
  }

  /** By both ways in which drivers get rows: as text and as bytes. */
  private static @Nullable Instant read(Connection connection) throws SQLException {
    Dialect dialect = Dialect.of(connection);
    String query = "select execution_time from offstage_tasks";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query);
        PreparedStatement prepared = connection.prepareStatement(query);
        ResultSet others = prepared.executeQuery()) {
      assertThat(rows.next()).isTrue();
      assertThat(others.next()).isTrue();
      Instant read = dialect.getInstant(rows, 1);
      assertThat(dialect.getInstant(others, "execution_time")).isEqualTo(read);
      return read;
    }
  }

  private static boolean isDue(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select count(*) from offstage_tasks where execution_time <= ?")) {
      Dialect.of(connection).setInstant(query, 1, now);
      try (ResultSet rows = query.executeQuery()) {
        assertThat(rows.next()).isTrue();
        return rows.getInt(1) == 1;
      }
    }
  }
}
