package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.internal.agent.AgentLink;
import dev.offstage.testing.LogRecords;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Work lost when the server stops: spring-boot #20935, spring-framework #33780, payara #4211.
 * Threads that stay: stagemonitor #174, glowroot #1162.
 */
class UndeployTest {
  private final Gate gate = new Gate();
  private final LogRecords log = new LogRecords();
  private final List<String> worked = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    gate.open();
    log.close();
  }

  private Webapp shop() {
    return Webapp.dropIn()
        .param("offstage.pool.size", "1")
        .servlet(
            "/three",
            (request, response) -> {
              for (int i = 1; i <= 3; i++) {
                String name = "mail " + i;
                Offstage.task(
                        () -> {
                          gate.pass();
                          worked.add(name);
                        })
                    .name(name)
                    .start();
              }
            })
        .servlet(
            "/later",
            (request, response) ->
                AsyncReply.to(request, response)
                    .name("report")
                    .write(
                        () -> {
                          gate.pass();
                          return "done";
                        },
                        (result, out) -> out.getWriter().write(result)));
  }

  private static CompletableFuture<Void> undeploying(Webapp app) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            app.undeploy();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("offstage-shop-"))
        .collect(Collectors.toList());
  }

  @Test
  void an_agent_that_comes_after_the_undeploy_hears_nothing_of_the_webapp() throws Exception {
    Webapp app = Webapp.dropIn().param("offstage.redirect", "com.acme.Mailer#send").start();
    System.setProperty("dev.offstage.agent.version", "0.test");
    try {
      AgentLink.agentAttached();
      assertThat(log.warnings()).anyMatch(line -> line.contains("the agent 0.test"));
      app.close();
      int before = log.warnings().size();

      AgentLink.agentAttached();

      assertThat(log.warnings()).hasSize(before);
    } finally {
      System.clearProperty("dev.offstage.agent.version");
    }
  }

  @Test
  void finishes_what_runs_and_what_is_queued() throws Exception {
    try (Webapp app = shop().start()) {
      app.get("/three");
      gate.awaitArrived(1);
      CompletableFuture<Void> undeploy = undeploying(app);
      await().until(() -> Offstage.pool().isClosed());
      assertThat(undeploy).isNotDone();
      gate.open();
      undeploy.get();
      assertThat(worked).containsExactly("mail 1", "mail 2", "mail 3");
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void names_what_it_loses_when_the_time_is_up() throws Exception {
    try (Webapp app = shop().param("offstage.drain", "20ms").start()) {
      app.get("/three");
      gate.awaitArrived(1);
      app.undeploy();
      assertThat(worked).isEmpty();
      assertThat(gate.interrupted()).isOne();
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("'shop' stops and loses 3 tasks", "20ms", "'mail 1'", "'mail 2'", "'mail 3'");
    }
  }

  @Test
  void leaves_no_thread() throws Exception {
    gate.open();
    try (Webapp app = shop().start()) {
      app.get("/three");
      app.get("/later");
      assertThat(threads()).isNotEmpty();
      app.undeploy();
      await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }
  }

  @Test
  void replies_that_wait_get_their_result_within_the_time() throws Exception {
    try (Webapp app = shop().start();
        RawClient client = app.client()) {
      client.send("/shop/later");
      gate.awaitArrived(1);
      CompletableFuture<Void> undeploy = undeploying(app);
      await().until(() -> Offstage.pool().isClosed());
      gate.open();
      assertThat(client.read().body()).isEqualTo("done");
      undeploy.get();
    }
  }

  @Test
  void replies_that_still_wait_after_it_get_503() throws Exception {
    try (Webapp app = shop().param("offstage.drain", "20ms").start();
        RawClient running = app.client();
        RawClient queued = app.client()) {
      running.send("/shop/later");
      gate.awaitArrived(1);
      queued.send("/shop/later");
      await().until(() -> Offstage.pool().queued() == 1);
      app.undeploy();
      for (RawClient client : List.of(running, queued)) {
        RawClient.Reply reply = client.read();
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("5");
        assertThat(client.hasNothingMore()).isTrue();
      }
    }
  }

  @Test
  void two_webapps_on_one_class_loader_share_the_pools_until_the_last_has_gone() throws Exception {
    ServletContextHandler other = new ServletContextHandler("/bar");
    other.addServletContainerInitializer(new OffstageInitializer());
    try (Webapp app = shop().beside(other).start()) {
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("'bar' shares the pools", "put offstage.jar into WEB-INF/lib");
      app.get("/three");
      app.undeploy();
      assertThat(Offstage.pool().isClosed()).isFalse();
      gate.open();
      other.stop();
      assertThat(worked).hasSize(3);
      assertThat(Offstage.pool().isClosed()).isTrue();
    }
  }

  @Test
  void a_webapp_that_is_started_again_has_new_pools() throws Exception {
    gate.open();
    try (Webapp app = shop().start()) {
      app.undeploy();
      app.context.start();
      app.get("/three");
      await().until(() -> worked.size() == 3);
    }
  }
}
