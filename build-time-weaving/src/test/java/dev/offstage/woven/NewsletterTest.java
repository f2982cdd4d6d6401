package dev.offstage.woven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.TestMode;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Runs without an agent, and once more with one, which then has nothing left to do. */
class NewsletterTest {
  private static final String POOL = "offstage-main-default-\\d+";

  private final Newsletter newsletter = new Newsletter();

  private String ran() {
    await().until(() -> !newsletter.threads().isEmpty());
    return newsletter.threads().remove();
  }

  @Test
  void should_run_marked_methods_in_the_pool() throws Exception {
    newsletter.send("ann");

    assertThat(ran()).matches("ann@" + POOL);
    assertThat(newsletter.render().get(10, TimeUnit.SECONDS)).matches(POOL);
  }

  @Test
  void should_run_what_a_rule_names_in_the_pool() {
    assertThat(newsletter.archive("may", 7)).isTrue();

    assertThat(ran()).matches("may7@" + POOL);
  }

  @Test
  void should_leave_the_other_methods_alone() {
    newsletter.stay();

    assertThat(ran()).isEqualTo("stay@" + Thread.currentThread().getName());
  }

  @Test
  void should_hand_each_call_over_once() {
    try (TestMode tasks = TestMode.manual()) {
      newsletter.send("bob");

      assertThat(tasks.queued()).hasSize(1);
      assertThat(tasks.runAll()).isEqualTo(1);
      assertThat(newsletter.threads()).hasSize(1);
    }
  }

  @Test
  void should_have_an_agent_only_where_the_build_gives_one() {
    assertThat(System.getProperty("dev.offstage.agent.version") != null)
        .isEqualTo(Boolean.getBoolean("agent.expected"));
  }
}
