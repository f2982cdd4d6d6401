package dev.offstage.durable.bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Bound;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods of beans of Weld. */
final class CdiBeansTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private TestDatabase store;
  private TestNode node;
  private WeldContainer cdi;

  @BeforeEach
  void start() throws Exception {
    store = Database.H2.fresh();
    node = TestNode.start("a", store);
    cdi =
        new Weld()
            .disableDiscovery()
            .addBeanClasses(
                CdiMailers.Host.class,
                CdiMailers.Shared.class,
                CdiMailers.Own.class,
                CdiMailers.OfRequest.class)
            .initialize();
    PostMailer.SENT.clear();
  }

  @AfterEach
  void close() {
    cdi.close();
    node.close();
    store.close();
  }

  @Test
  void a_call_goes_to_the_bean_at_once_and_after_a_restart() throws Exception {
    CdiMailers.Shared mailer = cdi.select(CdiMailers.Shared.class).get();

    assertThat(node.task(Bound.call(mailer::send, "first")).start().join(LONG)).isEqualTo("smtp");
    node.task(Bound.call(mailer::send, "second")).delay(Duration.ofMillis(300)).start();
    node.close();
    node = TestNode.start("b", store);
    await()
        .untilAsserted(
            () ->
                assertThat(PostMailer.SENT)
                    .containsExactly("smtp sends first", "smtp sends second"));
  }

  @Test
  void a_dependent_bean_is_made_for_each_run_and_ended_with_it() throws Exception {
    CdiMailers.Own mailer = cdi.select(CdiMailers.Own.class).get();

    assertThat(node.task(Bound.call(mailer::send, "x")).start().join(LONG)).isEqualTo("smtp");
    assertThat(PostMailer.SENT).containsExactly("smtp sends x", "closed");
  }

  @Test
  void an_object_without_its_proxy_and_one_of_a_request_are_refused() throws Exception {
    CdiMailers.Shared mailer = cdi.select(CdiMailers.Shared.class).get();
    CdiMailers.OfRequest other = cdi.select(CdiMailers.OfRequest.class).get();

    assertThatThrownBy(() -> mailer.sendLater(node.pool(), "x").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("is not the bean", "Shared", "as it is injected");
    assertThatThrownBy(() -> node.task(Bound.call(other::send, "x")).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("OfRequest is @RequestScoped", "allowed: beans of other scopes");
  }
}
