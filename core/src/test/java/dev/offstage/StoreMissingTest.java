package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.runtime.OffstageRuntime;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Durable tasks where nothing can keep them. */
class StoreMissingTest {
  private static Settings settings(String key, String value) {
    return Settings.load(
        Collections.singletonList(
            new SettingsSource("test", Collections.singletonMap(key, value))));
  }

  @Test
  void a_store_without_its_jar_stops_the_start() {
    Settings settings = settings("offstage.store", "java:comp/env/jdbc/app");

    assertThatThrownBy(() -> OffstageRuntime.start("shop", settings, null, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("offstage-durable.jar is missing");
  }

  @Test
  void a_durable_task_without_a_store_is_refused() {
    OffstageRuntime runtime =
        OffstageRuntime.start("shop", settings("offstage.store", "none"), null, null);
    try {
      assertThatThrownBy(() -> runtime.defaultPool().task(() -> "done").durable())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("set offstage.store to a DataSource, a JDBC URL or a directory");
    } finally {
      runtime.drain();
    }
  }

  @Test
  void a_durable_task_of_a_test_is_one_of_memory() throws Exception {
    try (TestMode tasks = TestMode.manual()) {
      Task<String> task = Offstage.task(String::trim, " done ").durable().start();
      tasks.runAll();

      assertThat(task.join(Duration.ofSeconds(10))).isEqualTo("done");
    }
  }

  @Test
  void a_durable_task_in_a_pool_that_no_other_process_has_is_refused() {
    try (TestMode tasks = TestMode.manual()) {
      Pool own = Pool.builder("own").build();

      assertThatThrownBy(() -> Offstage.task(String::trim, "x").durable().pool(own).start())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("pool 'own', which only this process has")
          .hasMessageContaining("offstage.pool.own.size");
      own.close();
    }
  }

  @Test
  void a_password_in_a_url_is_not_in_the_start_line() {
    Settings settings =
        settings("offstage.store", "jdbc:postgresql://anna:s3cret@db/app?password=s3cret&ssl=true");

    assertThat(settings.toString())
        .contains("store jdbc:postgresql://db/app")
        .doesNotContain("s3cret");
  }
}
