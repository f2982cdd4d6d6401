package dev.offstage.durable.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that somebody else has made, with types of their own. */
@OnEveryDatabase
class ColumnTypesTest {
  private final Database kind;
  private final TestDatabase database;
  private Connection connection;
  private Schema schema;

  ColumnTypesTest(Database kind) throws Exception {
    this.kind = kind;
    database = kind.fresh();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = database.connect();
    schema = new Schema(Dialect.of(connection), Tables.of("offstage_"));
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void a_text_that_is_too_short_is_named() throws Exception {
    makeWith("pool varchar(100)", "pool varchar(10)");

    assertThatIllegalStateException()
        .isThrownBy(() -> schema.check(connection))
        .withMessageContaining("column pool of table offstage_tasks is ")
        .withMessageContaining("(10), not varchar(100) or larger");
  }

  @Test
  void a_number_that_is_too_small_is_named() throws Exception {
    makeWith("order_no bigint", "order_no int");

    assertThatIllegalStateException()
        .isThrownBy(() -> schema.check(connection))
        .withMessageContaining("column order_no of table offstage_tasks is int")
        .withMessageContaining(", not bigint or larger");
  }

  @Test
  void a_time_without_microseconds_is_named() throws Exception {
    switch (kind) {
      case POSTGRESQL:
        makeWith(
            "execution_time timestamp with time zone",
            "execution_time timestamp(3) with time zone");
        break;
      case H2:
        makeWith(
            "execution_time timestamp(6) with time zone",
            "execution_time timestamp(3) with time zone");
        break;
      default:
        makeWith("execution_time datetime(6)", "execution_time datetime");
    }

    assertThatIllegalStateException()
        .isThrownBy(() -> schema.check(connection))
        .withMessageContaining("column execution_time of table offstage_tasks is ")
        .withMessageContaining(" digits of a second, not ");
  }

  @Test
  void a_time_that_depends_on_the_time_zone_of_the_session_is_named() throws Exception {
    switch (kind) {
      case POSTGRESQL:
        makeWith("execution_time timestamp with time zone", "execution_time timestamp");
        break;
      case H2:
        makeWith("execution_time timestamp(6) with time zone", "execution_time timestamp(6)");
        break;
      default:
        makeWith("execution_time datetime(6)", "execution_time timestamp(6)");
    }

    assertThatIllegalStateException()
        .isThrownBy(() -> schema.check(connection))
        .withMessageContaining("column execution_time of table offstage_tasks is timestamp, not ");
  }

  @Test
  void data_that_are_cut_short_are_named() throws Exception {
    switch (kind) {
      case POSTGRESQL:
        makeWith("task_data bytea", "task_data bit(80)");
        break;
      case H2:
        makeWith("task_data blob", "task_data varbinary(1000)");
        break;
      default:
        makeWith("task_data longblob", "task_data blob");
    }

    assertThatIllegalStateException()
        .isThrownBy(() -> schema.check(connection))
        .withMessageContaining("column task_data of table offstage_tasks is ");
  }

  @Test
  void what_is_too_small_is_not_changed_but_said() throws Exception {
    makeWith("pool varchar(100)", "pool varchar(10)");

    assertThatIllegalStateException()
        .isThrownBy(() -> schema.create(connection))
        .withMessageContaining("column pool of table offstage_tasks is ")
        .withMessageEndingWith(
            ", and offstage.store.schema=create could not change that. Run the statements of"
                + " docs/durable.md as a user who may");
  }

  @Test
  void types_that_are_larger_will_do() throws Exception {
    makeWith("pool varchar(100)", "pool varchar(200)");
    database.execute("drop table offstage_published");
    makeWith("priority smallint default 0", "priority int default 0");

    schema.check(connection);
  }

  private void makeWith(String column, String instead) throws SQLException {
    String text = schema.ddl();
    assertThat(text).contains(column);
    for (String each : text.replaceFirst(Pattern.quote(column), instead).split(";\n")) {
      database.execute(each);
    }
  }
}
