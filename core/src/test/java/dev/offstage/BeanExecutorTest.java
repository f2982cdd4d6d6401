package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.agent.AgentBridgeV1;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.testing.Jndi;
import dev.offstage.testing.LogRecords;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool of the settings on a bean, which is there later than the pool is. */
class BeanExecutorTest {
  private static final String SETTING = "offstage.pool.mail.threads";

  private final ExecutorService bean = Executors.newCachedThreadPool(w -> new Thread(w, "bean"));
  private final App app = App.with(SETTING, "spring:mailExecutor", "offstage.pool.mail.size", "2");

  @AfterEach
  void stop() {
    app.close();
    bean.shutdownNow();
    Jndi.NAMES.clear();
  }

  @Test
  void it_is_looked_up_for_the_first_task_and_only_once() throws Exception {
    Pool pool = Offstage.pool("mail");
    pool.resize(3, 10);
    Jndi.NAMES.put("mailExecutor", bean);
    assertThat(pool.call(() -> Thread.currentThread().getName()).join()).isEqualTo("bean");
    Jndi.NAMES.clear();

    assertThat(pool.call(() -> Thread.currentThread().getName()).join()).isEqualTo("bean");
    assertThat(pool.toString()).contains("threads spring:mailExecutor");
  }

  @Test
  void until_it_is_there_a_task_is_refused_with_the_setting_and_what_there_is() throws Exception {
    Jndi.NAMES.put("other", bean);
    assertThatThrownBy(() -> Offstage.pool("mail").run(() -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(SETTING + " = 'spring:mailExecutor': no bean 'mailExecutor'; beans: [other]");
    assertThat(Offstage.pool("mail").queued()).isZero();
    Jndi.NAMES.put("mailExecutor", bean);

    assertThat(Offstage.pool("mail").call(() -> "in").join()).isEqualTo("in");
  }

  @Test
  void a_batch_and_a_task_after_the_response_are_refused_in_the_same_way() {
    Pool pool = Offstage.pool("mail");
    assertThatThrownBy(() -> pool.map(Collections.singletonList(1), n -> n))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no bean 'mailExecutor'");
    assertThatThrownBy(
            () -> new ClientRequest("any").call(() -> pool.task(() -> {}).afterResponse().start()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no bean 'mailExecutor'");
  }

  static void redirected(String text) {}

  private static boolean handOver() {
    return AgentBridgeV1.handOver(
        MethodHandles.lookup(),
        "redirected",
        "(Ljava/lang/String;)V",
        1,
        "pool=mail start=NOW",
        new Object[] {"inline"});
  }

  @Test
  void until_it_is_there_a_redirected_method_runs_inline_and_the_log_says_so_once() {
    try (LogRecords log = new LogRecords()) {
      assertThat(handOver()).isFalse();
      assertThat(handOver()).isFalse();

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("redirected", "runs inline", SETTING + " = 'spring:mailExecutor': no bean");
    }
    Jndi.NAMES.put("mailExecutor", bean);
    assertThat(handOver()).isTrue();
  }

  @Test
  void a_pool_that_never_had_a_task_ends_without_it() throws Exception {
    Pool own = Pool.builder("own").threads("spring:none").build();
    own.resize(5, 5);
    own.close(true);
    own.join(Duration.ofSeconds(20));

    assertThat(own.isClosed()).isTrue();
  }

  @Test
  void where_no_beans_can_be_the_start_fails_and_says_what_to_do() {
    Settings settings =
        Settings.load(
            Collections.singletonList(
                new SettingsSource(
                    "the test", Collections.singletonMap(SETTING, "spring:mailExecutor"))));

    assertThatThrownBy(() -> OffstageRuntime.start("shop", settings, null, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            SETTING + " = 'spring:mailExecutor': this application has no Spring context")
        .hasMessageContaining("set platform, virtual or a JNDI name")
        .hasMessageContaining("Pool.builder(..).threads(..)");
  }
}
