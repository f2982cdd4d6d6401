package dev.offstage.durable.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes into the columns comes out of them. */
@OnEveryDatabase
class ColumnsTest {
  private static final String ASTRAL = new String(Character.toChars(0x1F600));

  private final TestDatabase database;
  private Connection connection;
  private Dialect dialect;

  ColumnsTest(Database kind) throws Exception {
    database = kind.fresh();
  }

  @BeforeEach
  void create() throws SQLException {
    connection = database.connect();
    dialect = Dialect.of(connection);
    new Schema(dialect, Tables.of("offstage_")).create(connection);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void names_and_ids_differ_by_case_and_accents() throws Exception {
    for (String each : Arrays.asList("a", "A", "\u00e4", "\u00c4", "\uff21", "ss", "\u00df")) {
      insert(each, each);
    }

    assertThat(database.query("select count(*) from offstage_tasks")).isEqualTo("7");
    assertThat(database.query("select count(*) from offstage_tasks where task_name = 'a'"))
        .isEqualTo("1");
  }

  @Test
  void the_longest_texts_fit_in_any_script() throws Exception {
    for (String text : Arrays.asList("x", "\u20ac", ASTRAL)) {
      String name = SqlText.cut(repeat(text, 300), 100);
      String instance = SqlText.cut(repeat(text, 300), 255);
      insert(name, instance);
      try (PreparedStatement update =
          connection.prepareStatement(
              "update offstage_tasks set picked_by = ?, pool = ?, task_key = ?, order_key = ?,"
                  + " handed_by = ?, principal = ?, cancelled = ? where task_instance = ?")) {
        update.setString(1, SqlText.cut(instance, 50));
        update.setString(2, name);
        update.setString(3, instance);
        update.setString(4, instance);
        update.setString(5, name);
        update.setString(6, instance);
        update.setString(7, instance);
        update.setString(8, instance);
        assertThat(update.executeUpdate()).isEqualTo(1);
      }
    }
  }

  @Test
  void what_some_databases_refuse_in_texts_is_replaced() throws Exception {
    String odd = "a\0b" + ASTRAL.charAt(0) + "c" + ASTRAL;
    insert("name", SqlText.cut(odd, 255));

    assertThat(database.query("select task_instance from offstage_tasks"))
        .isEqualTo("a\uFFFDb\uFFFDc" + ASTRAL);
  }

  @Test
  void large_data_come_back_byte_by_byte() throws Exception {
    byte[] data = new byte[3_000_000];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    insert("name", "id");
    try (PreparedStatement update =
        connection.prepareStatement("update offstage_tasks set task_data = ?, signature = ?")) {
      update.setBytes(1, data);
      update.setBytes(2, Arrays.copyOf(data, 64));
      update.executeUpdate();
    }

    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select task_data, signature from offstage_tasks")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getBytes(1)).isEqualTo(data);
      assertThat(rows.getBytes(2)).isEqualTo(Arrays.copyOf(data, 64));
    }
  }

  @Test
  void a_new_row_has_not_crashed_and_has_no_priority() throws Exception {
    insert("name", "id");

    assertThat(database.query("select crashes from offstage_tasks")).isEqualTo("0");
    assertThat(database.query("select priority from offstage_tasks")).isEqualTo("0");
    assertThat(database.query("select cancelled from offstage_tasks")).isNull();
  }

  private void insert(String name, String instance) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into offstage_tasks"
                + " (task_name, task_instance, execution_time, picked, version)"
                + " values (?, ?, ?, ?, ?)")) {
      insert.setString(1, name);
      insert.setString(2, instance);
      dialect.setInstant(insert, 3, Instant.EPOCH);
      insert.setBoolean(4, false);
      insert.setLong(5, 1);
      insert.executeUpdate();
    }
  }

  private static String repeat(String text, int times) {
    return String.join("", Collections.nCopies(times, text));
  }
}
