package dev.offstage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.runtime.WorkerV1;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a worker refuses to start with; a real one is in the tests of its module. */
class WorkerV1Test {
  private static WorkerV1 start(List<String> pools, String... keysAndValues) {
    Map<String, String> webXml = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      webXml.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    ClassLoader loader = WorkerV1Test.class.getClassLoader();
    return WorkerV1.start("shop", loader, Collections.emptyMap(), webXml, pools);
  }

  @Test
  void a_worker_without_a_store_is_told_the_option() {
    assertThatThrownBy(() -> start(Collections.emptyList(), "offstage.pool.size", "2"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there is no offstage.store; give a JDBC URL with --store");
  }

  @Test
  void a_worker_is_told_that_it_has_no_names_of_a_server() {
    assertThatThrownBy(
            () -> start(Collections.emptyList(), "offstage.store", "java:comp/env/jdbc/app"))
        .hasMessageContaining("java:comp/env/jdbc/app is a name that only the server knows")
        .hasMessageContaining("--store");
  }

  @Test
  void a_worker_of_a_pool_that_is_not_there_is_told_the_pools() {
    assertThatThrownBy(
            () ->
                start(
                    Arrays.asList("mial"),
                    "offstage.store",
                    "jdbc:postgresql://db/app",
                    "offstage.pool.mail.size",
                    "2"))
        .hasMessageContaining("there is no pool 'mial' in the webapp's settings")
        .hasMessageContaining("[default, mail] (did you mean 'mail'?)");
  }

  @Test
  void a_worker_of_what_is_switched_off_does_not_start() {
    assertThatThrownBy(() -> start(Collections.emptyList(), "offstage.enabled", "false"))
        .hasMessageContaining("offstage.enabled is false");
  }

  @Test
  void a_wrong_setting_is_named_with_where_it_is() {
    assertThatThrownBy(() -> start(Collections.emptyList(), "offstage.pool.size", "many"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("offstage.pool.size = 'many' (context-param in web.xml)");
  }
}
