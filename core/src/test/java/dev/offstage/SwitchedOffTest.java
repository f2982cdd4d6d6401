package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import dev.offstage.internal.runtime.SafeStart;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of an application's Offstage when it could not start. */
class SwitchedOffTest {
  private static List<SettingsSource> webapp(String key, String value) {
    return Collections.singletonList(
        new SettingsSource("web.xml", Collections.singletonMap(key, value)));
  }

  @Test
  void its_pools_are_there_and_run_inline() throws Exception {
    OffstageRuntime off = SafeStart.off("shop", webapp("offstage.pool.mail.size", "2"), null);
    OffstageRuntime previous = Runtimes.makeCurrent(off);
    try {
      Thread caller = Thread.currentThread();
      assertThat(Offstage.pool("mail").call(Thread::currentThread).join()).isSameAs(caller);
      assertThat(off.settings().enabled()).isFalse();
    } finally {
      Runtimes.restore(previous);
      off.drain();
    }
  }

  @Test
  void a_wrong_setting_stops_the_application_all_the_same() {
    assertThatThrownBy(
            () -> SafeStart.start("shop", webapp("offstage.pool.mail.size", "many"), null, null))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("offstage.pool.mail.size = 'many'");
  }

  @Test
  void a_pool_without_its_threads_stops_the_application_all_the_same() {
    assertThatThrownBy(
            () -> SafeStart.start("shop", webapp("offstage.pool.threads", "java:none"), null, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("offstage.pool.threads = 'java:none'");
  }

  /** System properties that may not be listed are asked for one by one. */
  @Test
  void the_keys_of_pools_that_another_source_names_are_known() {
    assertThat(
            SettingKeys.possible(
                Collections.singleton("OFFSTAGE_POOL_BIG_MAIL_QUEUE"),
                webapp("offstage.pool.mail.size", "2")))
        .contains("offstage.drain", "offstage.pool.size", "offstage.pool.default.size")
        .contains("offstage.pool.mail.threads", "offstage.pool.big-mail.size")
        .doesNotContain("offstage.pool.mail.drain");
  }
}
