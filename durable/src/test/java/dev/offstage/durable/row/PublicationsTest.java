package dev.offstage.durable.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.durable.sql.Dialect;
import dev.offstage.durable.sql.Schema;
import dev.offstage.durable.sql.Tables;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEveryDatabase
class PublicationsTest {
  private static final byte[] DATA = {1};

  private final Database kind;
  private TestDatabase database;
  private Connection connection;
  private Publications publications;
  private Instant now;

  PublicationsTest(Database kind) {
    this.kind = kind;
  }

  @BeforeEach
  void make() throws Exception {
    database = kind.fresh();
    connection = database.connect();
    Dialect dialect = Dialect.of(connection);
    Tables tables = Tables.of("offstage_");
    new Schema(dialect, tables).create(connection);
    publications =
        new Publications(new Store(dialect, tables, "me", new QueueTimes(Duration.ofSeconds(1))));
    now = DatabaseClock.of(dialect, connection).now();
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    database.close();
  }

  private void put(String id, @Nullable String name) throws Exception {
    publications.put(connection, id, name, DATA, now);
  }

  private boolean has(String id) throws Exception {
    return publications.find(connection, id).isPresent();
  }

  @Test
  void those_of_whose_tasks_nothing_is_left_are_deleted_after_a_day() throws Exception {
    put("waits", "name");
    database.execute(
        "insert into offstage_tasks (task_name, task_instance, execution_time, picked, version)"
            + " values ('name', 'waits', current_timestamp, false, 1)");
    for (String id : new String[] {"ended", "ended before"}) {
      put(id, id.equals("ended") ? "name" : null);
      database.execute(
          "insert into offstage_ended (task_name, task_instance, state, ended_at) values ('name', '"
              + id
              + "', 'SUCCEEDED', current_timestamp)");
    }
    put("never came", "name");
    put("gone", null);

    publications.expire(connection, now.plus(Duration.ofHours(23)));
    assertThat(has("never came")).isTrue();
    assertThat(publications.expire(connection, now.plus(Duration.ofHours(25)))).isFalse();

    assertThat(has("never came")).isFalse();
    assertThat(has("gone")).isFalse();
    assertThat(has("waits")).isTrue();
    assertThat(has("ended")).isTrue();
    assertThat(has("ended before")).isTrue();
  }

  @Test
  void a_few_are_deleted_at_a_time() throws Exception {
    connection.setAutoCommit(false);
    for (int i = 0; i <= 500; i++) {
      put("task " + i, "name");
    }
    connection.commit();
    connection.setAutoCommit(true);
    Instant then = now.plus(Duration.ofDays(2));

    assertThat(publications.expire(connection, then)).isTrue();
    assertThat(database.query("select count(*) from offstage_published")).isEqualTo("1");
    assertThat(publications.expire(connection, then)).isFalse();
    assertThat(database.query("select count(*) from offstage_published")).isEqualTo("0");
  }
}
