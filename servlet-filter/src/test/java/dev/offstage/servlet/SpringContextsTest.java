package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.servlet.lifecycle.Lifecycle;
import dev.offstage.testing.LogRecords;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Spring contexts, published where Spring's own web layer does, close before the filter ends: as
 * those of a DispatcherServlet do on Tomcat, spring-boot #20935, spring-framework #33780.
 */
class SpringContextsTest {
  private static final String ROOT = "org.springframework.web.context.WebApplicationContext.ROOT";
  private static final String DISPATCHER =
      "org.springframework.web.servlet.FrameworkServlet.CONTEXT.dispatcher";

  private final Gate gate = new Gate();
  private final LogRecords log = new LogRecords();
  private final List<String> events = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    gate.open();
    log.close();
  }

  private GenericApplicationContext context(ApplicationContext parent) {
    GenericApplicationContext context =
        new GenericApplicationContext(parent) {
          @Override
          protected void destroyBeans() {
            events.add("beans destroyed");
            super.destroyBeans();
          }
        };
    context.refresh();
    return context;
  }

  private GenericApplicationContext context() {
    return context(null);
  }

  private Webapp dropIn() {
    return handingOver(Webapp.dropIn());
  }

  private Webapp handingOver(Webapp app) {
    return app.param("offstage.pool.size", "1")
        .servlet(
            "/three",
            (request, response) -> {
              for (int i = 0; i < 3; i++) {
                Offstage.run(
                    () -> {
                      gate.pass();
                      events.add("worked");
                    });
              }
            })
        .servlet("/any", (request, response) -> {});
  }

  private static Webapp atStart(Webapp app, Consumer<ServletContext> action) {
    app.context.addEventListener(
        new ServletContextListener() {
          @Override
          public void contextInitialized(ServletContextEvent event) {
            action.accept(event.getServletContext());
          }
        });
    return app;
  }

  private static ServletContext servletContext(Webapp app) {
    return app.context.getServletContext();
  }

  private static Thread start(Runnable action) {
    Thread thread = new Thread(action);
    thread.start();
    return thread;
  }

  /** Closes it while tasks run: first they finish, then its beans go. */
  private void assertDrainsBeforeItCloses(Webapp app, GenericApplicationContext context)
      throws Exception {
    app.get("/three");
    gate.awaitArrived(1);
    Thread closing = start(context::close);
    await().until(() -> Offstage.pool().isClosed());
    assertThat(events).isEmpty();
    gate.open();
    closing.join();
    assertThat(events).containsExactly("worked", "worked", "worked", "beans destroyed");
    assertThat(log.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {ROOT, DISPATCHER})
  void a_context_that_is_published_at_the_start_drains_before_it_closes(String attribute)
      throws Exception {
    GenericApplicationContext context = context();
    try (Webapp app = atStart(dropIn(), its -> its.setAttribute(attribute, context)).start()) {
      assertDrainsBeforeItCloses(app, context);
    }
  }

  @Test
  void so_does_one_that_was_there_before_the_library() throws Exception {
    GenericApplicationContext context = context();
    Webapp app = Webapp.bare(12);
    app.context.addServletContainerInitializer(
        (classes, its) -> its.setAttribute(ROOT, context), new Class<?>[0]);
    try (app) {
      assertDrainsBeforeItCloses(
          handingOver(app.initializer(new OffstageInitializer())).start(), context);
    }
  }

  @Test
  void so_does_one_that_comes_with_a_later_request() throws Exception {
    GenericApplicationContext context = context();
    try (Webapp app = dropIn().start()) {
      app.get("/any");
      servletContext(app).setAttribute(DISPATCHER, context);
      assertDrainsBeforeItCloses(app, context);
    }
  }

  private Webapp closedToInitializers() {
    Webapp app = Webapp.bare(12);
    FilterHolder holder = new FilterHolder(OffstageFilter.class);
    holder.setAsyncSupported(true);
    app.context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
    return handingOver(app);
  }

  @Test
  void where_initializers_are_shut_out_the_filter_finds_them() throws Exception {
    GenericApplicationContext root = context();
    GenericApplicationContext dispatcher = context(root);
    try (Webapp app =
        atStart(closedToInitializers(), its -> its.setAttribute(ROOT, root)).start()) {
      servletContext(app).setAttribute(DISPATCHER, dispatcher);
      assertDrainsBeforeItCloses(app, dispatcher);
    }
  }

  /** As Undertow does once the deployment is known. */
  @Test
  void where_the_container_takes_no_listener_from_a_filter_the_first_request_finds_them()
      throws Exception {
    GenericApplicationContext dispatcher = context();
    Webapp app = closedToInitializers();
    try (app) {
      atStart(app, its -> ((ServletContextHandler.ServletContextApi) its).setEnabled(false));
      app.servlet(
          "/dispatcher",
          (request, response) -> request.getServletContext().setAttribute(DISPATCHER, dispatcher));
      app.start();
      app.get("/dispatcher");
      assertDrainsBeforeItCloses(app, dispatcher);
    }
  }

  @Test
  void a_child_that_closes_while_the_webapp_goes_on_drains_nothing() throws Exception {
    GenericApplicationContext root = context();
    try (Webapp app = atStart(dropIn(), its -> its.setAttribute(ROOT, root)).start()) {
      context(root).close();
      assertThat(events).containsExactly("beans destroyed");
      assertThat(Offstage.pool().isClosed()).isFalse();
    }
  }

  @Test
  void a_context_that_was_replaced_before_it_closes_drains_nothing() throws Exception {
    GenericApplicationContext old = context();
    GenericApplicationContext next = context();
    try (Webapp app = atStart(dropIn(), its -> its.setAttribute(ROOT, old)).start()) {
      servletContext(app).setAttribute(ROOT, next);
      old.close();
      assertThat(Offstage.pool().isClosed()).isFalse();
      events.clear();
      assertDrainsBeforeItCloses(app, next);
    }
  }

  @Test
  void a_webapp_that_closes_its_context_and_publishes_a_new_one_has_pools_again() throws Exception {
    GenericApplicationContext next = context();
    try (Webapp app = dropIn().start()) {
      GenericApplicationContext old = context();
      servletContext(app).setAttribute(ROOT, old);
      old.close();
      assertThat(Offstage.pool().isClosed()).isTrue();
      servletContext(app).removeAttribute(ROOT);
      assertThat(app.get("/three").status()).isEqualTo(503);

      servletContext(app).setAttribute(ROOT, next);

      events.clear();
      assertDrainsBeforeItCloses(app, next);
      app.undeploy();
    }
  }

  /** A shutdown hook of Spring's and the server's stop come at the same time. */
  @Test
  void who_stops_the_webapp_meanwhile_waits_for_the_drain() throws Exception {
    GenericApplicationContext context = context();
    try (Webapp app = atStart(dropIn(), its -> its.setAttribute(ROOT, context)).start()) {
      app.get("/three");
      gate.awaitArrived(1);
      Thread closing = start(context::close);
      await().until(() -> Offstage.pool().isClosed());
      Thread second = start(() -> Lifecycle.stop(servletContext(app)));
      await().until(() -> second.getState() == Thread.State.BLOCKED);
      gate.open();
      second.join();
      assertThat(events).startsWith("worked", "worked", "worked");
      closing.join();
    }
  }

  @Test
  void whatever_else_is_in_those_attributes_does_not_matter() throws Exception {
    try (Webapp app = atStart(dropIn(), its -> its.setAttribute(ROOT, "a text")).start()) {
      servletContext(app).setAttribute(DISPATCHER, new IllegalStateException());
      assertThat(app.get("/any").status()).isEqualTo(200);
      assertThat(log.warnings()).isEmpty();
    }
  }
}
