package dev.offstage.durable.bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods of beans of real Springs. */
@ParameterizedClass(name = "Spring {0}")
@MethodSource("dev.offstage.durable.join.SpringJdbcOf#versions")
final class SpringBeansTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Parameter String version;

  private final Set<Object> contexts = new CopyOnWriteArraySet<>();
  private SpringOf webapp;
  private SpringMail spring;
  private TestDatabase store;

  @BeforeEach
  void load() throws Exception {
    webapp = new SpringOf(version);
    spring = webapp.mail();
    contexts.add(spring.context());
    store = Database.H2.fresh();
    PostMailer.SENT.clear();
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    webapp.close();
  }

  private TestNode node() {
    return TestNode.start("a", store, () -> contexts);
  }

  private static void assertRefused(TestNode node, Mailer mailer, String... words) {
    assertThatThrownBy(() -> node.task(Bound.call(mailer::send, "x")).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
    assertThat(PostMailer.SENT).isEmpty();
  }

  @Test
  void a_call_goes_to_the_bean_and_what_surrounds_it_at_once_and_after_a_restart()
      throws Exception {
    spring.defineProxied("smtp");
    spring.start();
    Mailer mailer = spring.bean("smtp");
    try (TestNode node = node()) {
      Task<String> task = node.task(Bound.call(mailer::send, "first")).start();
      assertThat(task.join(LONG)).isEqualTo("smtp");
      node.task(Bound.call(mailer::send, "second")).delay(Duration.ofMillis(300)).start();
    }
    assertThat(PostMailer.SENT).containsExactly("before send", "smtp sends first");

    try (TestNode next = node()) {
      await()
          .untilAsserted(
              () ->
                  assertThat(PostMailer.SENT)
                      .containsExactly(
                          "before send", "smtp sends first", "before send", "smtp sends second"));
    }
  }

  @Test
  void the_object_behind_a_proxy_is_the_bean_too_and_its_call_goes_through_the_proxy()
      throws Exception {
    spring.defineProxied("smtp");
    spring.start();
    try (TestNode node = node()) {
      Mailer mailer = spring.bean("smtp");
      assertThat(mailer.sendLater(node.pool(), "own").start().join(LONG)).isEqualTo("smtp");
    }
    assertThat(PostMailer.SENT)
        .containsExactly("before sendLater", "before send", "smtp sends own");
  }

  @Test
  void another_object_of_the_class_is_refused() throws Exception {
    spring.define("smtp", "singleton", false);
    spring.start();
    try (TestNode node = node()) {
      assertRefused(node, new PostMailer("other"), "is not the bean 'smtp'", "as it is injected");
    }
  }

  @Test
  void a_private_method_which_no_proxy_has_is_refused() throws Exception {
    spring.define("smtp", "singleton", false);
    spring.start();
    try (TestNode node = node()) {
      PostMailer mailer = (PostMailer) spring.bean("smtp");
      assertThatThrownBy(() -> mailer.keepSecret(node.pool(), "x").start())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("PostMailer.secret is private, and the bean 'smtp'");
    }
  }

  @Test
  void of_several_beans_the_primary_one_is_called_and_else_their_names_are_said() throws Exception {
    spring.define("smtp", "singleton", false);
    spring.define("pigeon", "singleton", false);
    spring.start();
    SpringMail other = webapp.mail();
    other.define("smtp", "singleton", true);
    other.define("pigeon", "singleton", false);
    other.start();
    try (TestNode node = node()) {
      assertRefused(node, spring.bean("smtp"), "[smtp, pigeon]", "@Primary");

      contexts.clear();
      contexts.add(other.context());
      Mailer smtp = other.bean("smtp");
      assertThat(node.task(Bound.call(smtp::send, "x")).start().join(LONG)).isEqualTo("smtp");
    }
  }

  @Test
  void a_bean_of_a_request_is_refused_with_and_without_its_proxy() throws Exception {
    spring.define("short", "request", false);
    spring.start();
    SpringMail other = webapp.mail();
    other.defineOfRequest("proxied");
    other.start();
    try (TestNode node = node()) {
      assertRefused(node, new PostMailer("short"), "The bean short has the scope 'request'");

      contexts.clear();
      contexts.add(other.context());
      assertRefused(node, other.bean("proxied"), "The bean proxied has the scope 'request'");
    }
  }

  @Test
  void of_a_prototype_each_run_has_one_of_its_own() throws Exception {
    spring.define("smtp", "prototype", false);
    spring.start();
    try (TestNode node = node()) {
      Mailer mailer = spring.bean("smtp");
      assertThat(node.task(Bound.call(mailer::send, "x")).start().join(LONG)).isEqualTo("smtp");
    }
  }

  @Test
  void a_task_waits_for_its_bean_and_while_the_context_starts() throws Exception {
    spring.define("smtp", "singleton", false);
    spring.start();
    try (TestNode node = node()) {
      Mailer mailer = spring.bean("smtp");
      node.task(Bound.call(mailer::send, "x")).delay(Duration.ofMillis(1)).start();
      contexts.clear();
    }
    SpringMail starting = webapp.mail();
    starting.define("smtp", "singleton", false);
    PostMailer.SENT.clear();
    store.execute(
        "update offstage_tasks set execution_time = current_timestamp, queue_time = current_timestamp");
    try (TestNode next = node()) {
      await()
          .during(Duration.ofMillis(300))
          .until(() -> "1".equals(store.query("select count(*) from offstage_tasks")));
      contexts.add(starting.context());
      await()
          .during(Duration.ofMillis(300))
          .until(() -> "1".equals(store.query("select count(*) from offstage_tasks")));
      starting.start();
      await().untilAsserted(() -> assertThat(PostMailer.SENT).containsExactly("smtp sends x"));
    }
  }

  @Test
  void an_object_that_nothing_has_elsewhere_is_refused_with_what_is_allowed() throws Exception {
    spring.start();
    try (TestNode node = TestNode.start("a", store, Collections::emptyList)) {
      PostMailer mailer = new PostMailer("smtp");
      assertThatThrownBy(() -> mailer.sendLater(node.pool(), "x").start())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(
              "PostMailer.send is not static", "no bean of it", "allowed: a static method");
    }
  }
}
