package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.testing.LogRecords;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import java.util.EnumSet;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The filter as an entry of web.xml, with the initializer and without it. */
class DeclaredFilterTest {
  private final LogRecords log = new LogRecords();
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    log.close();
  }

  private Webapp declaring(Webapp app, String... parameters) {
    FilterHolder holder = new FilterHolder(OffstageFilter.class);
    holder.setName("mine");
    holder.setAsyncSupported(true);
    for (int i = 0; i < parameters.length; i += 2) {
      holder.setInitParameter(parameters[i], parameters[i + 1]);
    }
    app.context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
    return app.servlet(
        "/after", (request, response) -> Offstage.task(gate::pass).afterResponse().start());
  }

  @Test
  void alone_it_starts_everything() throws Exception {
    try (Webapp app = declaring(Webapp.bare(12), "pool.size", "3").start()) {
      assertThat(log.messages()).anyMatch(line -> line.contains("'shop': pool default (size 3,"));
      assertThat(Offstage.pool().size()).isEqualTo(3);
      assertThat(app.get("/after").status()).isEqualTo(200);
      gate.awaitArrived(1);
      gate.open();
    }
  }

  @Test
  void alone_it_starts_work_after_an_error_too() throws Exception {
    try (Webapp app =
        declaring(Webapp.bare(12))
            .servlet(
                "/error",
                (request, response) -> {
                  Offstage.task(gate::pass).afterResponse().start();
                  response.sendError(409);
                })
            .start()) {
      assertThat(app.get("/error").status()).isEqualTo(409);
      gate.awaitArrived(1);
      gate.open();
    }
  }

  @Test
  void alone_it_drains() throws Exception {
    try (Webapp app = declaring(Webapp.bare(12)).start()) {
      app.get("/after");
      gate.awaitArrived(1);
      Thread undeploy = new Thread(() -> undeploy(app));
      undeploy.start();
      gate.open();
      undeploy.join();
      assertThat(gate.passed()).isOne();
      assertThat(Offstage.pool().isClosed()).isTrue();
    }
  }

  private static void undeploy(Webapp app) {
    try {
      app.undeploy();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void its_init_params_have_no_prefix_and_yield_to_context_params() throws Exception {
    try (Webapp app =
        declaring(Webapp.dropIn(), "pool.size", "3", "pool.queue", "30")
            .param("offstage.pool.size", "5")
            .start()) {
      assertThat(Offstage.pool().size()).isEqualTo(5);
      assertThat(Offstage.pool().queueCapacity()).isEqualTo(30);
    }
  }

  @Test
  void a_wrong_init_param_is_named_with_its_filter() {
    for (Webapp start : new Webapp[] {Webapp.bare(12), Webapp.dropIn()}) {
      assertThatThrownBy(() -> declaring(start, "pool.size", "many").start())
          .isInstanceOf(ServletException.class)
          .hasMessageContaining("offstage.pool.size = 'many' (init-param of the filter 'mine')");
    }
  }

  @Test
  void the_initializer_does_not_register_it_again() throws Exception {
    try (Webapp app = declaring(Webapp.dropIn()).start()) {
      assertThat(app.context.getServletContext().getFilterRegistrations()).containsOnlyKeys("mine");
      assertThat(log.messages()).filteredOn(line -> line.startsWith("Offstage ")).hasSize(1);
    }
  }

  /** As the web.xml of one and the fragment of another have it: an answer is early once. */
  @Test
  void two_entries_begin_the_work_once() throws Exception {
    LongAdder begun = new LongAdder();
    try (Webapp app =
        Webapp.bare(24)
            .param("offstage.respond", "POST /slow always")
            .filter(new OffstageFilter(), true)
            .filter(new OffstageFilter(), true)
            .servlet("/slow", (request, response) -> begun.increment())
            .start()) {
      String task;
      try (RawClient client = app.client()) {
        task = client.post("/shop/slow", new byte[10]).header("Location");
      }
      RespondClient status = new RespondClient(app);
      await().until(() -> status.get(task).status() == 303);
      assertThat(status.get(task + "/result").status()).isEqualTo(200);
      assertThat(begun.sum()).isOne();
      assertThat(Offstage.pool().counts().succeeded()).isOne();
    }
  }
}
