package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake in the settings of the store stops the start, and says what to do. */
final class StoreMistakesTest {
  @TempDir private Path folder;
  private TestDatabase store;

  @BeforeEach
  void connect() throws Exception {
    store = Database.H2.fresh();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void assertRefused(String message, String... settings) {
    assertThatThrownBy(
            () -> {
              try (TestNode unused = TestNode.start("a", store, settings)) {
                // It must not start.
              }
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Offstage cannot start: ")
        .hasMessageContaining(message);
  }

  @Test
  void a_name_that_is_not_there() {
    assertRefused(
        "offstage.store = java:comp/env/jdbc/none: there is no such name",
        "offstage.store",
        "java:comp/env/jdbc/none");
  }

  @Test
  void a_url_that_no_driver_knows_and_whose_password_is_not_shown() {
    assertRefused(
        "offstage.store = jdbc:nosuch:...: no JDBC driver knows such a URL",
        "offstage.store",
        "jdbc:nosuch://host/app?password=secret");
  }

  @Test
  void a_file_where_a_directory_should_be() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertRefused("is no directory, and none can be made of it", "offstage.store", file.toString());
  }

  @Test
  void a_line_that_names_no_method() {
    assertRefused("'mail send' does not name a method", "offstage.store.tasks", "mail send");
  }

  @Test
  void a_method_that_is_not_there() {
    assertRefused(
        "offstage.store.tasks (test): there is no method dev.offstage.durable.Jobs.nothing",
        "offstage.store.tasks",
        "dev.offstage.durable.Jobs.nothing");
  }

  @Test
  void a_class_that_is_not_there() {
    assertRefused("there is no class com.acme.Gone", "offstage.store.tasks", "com.acme.Gone.send");
  }

  @Test
  void one_name_for_two_methods() {
    assertRefused(
        "there are two methods called 'mail'",
        "offstage.store.tasks",
        "mail = dev.offstage.durable.Jobs.note; mail = dev.offstage.durable.Jobs.unmarked");
  }

  @Test
  void tables_that_are_missing_where_they_are_only_checked() {
    assertRefused("offstage_tasks", "offstage.store.schema", "check");
  }

  @Test
  void a_user_who_may_not_connect() {
    assertRefused(
        "the database of offstage.store does not answer",
        "offstage.store.user",
        "nobody",
        "offstage.store.password",
        "wrong");
  }
}
