package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Offstage;
import dev.offstage.Pool;
import dev.offstage.Task;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** A setting names a Spring bean that gives a pool its threads. */
class SpringExecutorsTest {
  private static final String ROOT = "org.springframework.web.context.WebApplicationContext.ROOT";
  private static final String DISPATCHER =
      "org.springframework.web.servlet.FrameworkServlet.CONTEXT.dispatcher";
  private static final String SETTING = "offstage.pool.mail.threads = 'spring:mailExecutor': ";

  private final GenericApplicationContext context = new GenericApplicationContext();
  private final GenericApplicationContext other = new GenericApplicationContext();
  private final ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
  private final Gate gate = new Gate();

  @AfterEach
  void close() {
    gate.open();
    context.close();
    other.close();
  }

  private static Webapp webapp() throws Exception {
    return Webapp.dropIn()
        .param("offstage.pool.mail.threads", "spring:mailExecutor")
        .param("offstage.pool.mail.size", "1")
        .param("offstage.pool.mail.queue", "100")
        .servlet("/thread", (request, response) -> response.getWriter().write(thread()))
        .start();
  }

  private static String thread() {
    try {
      return Offstage.pool("mail").call(() -> Thread.currentThread().getName()).join();
    } catch (Exception e) {
      return e.getMessage();
    }
  }

  private void publish(Webapp app, String attribute) {
    executor.setThreadNamePrefix("mail-");
    executor.setCorePoolSize(3);
    context.registerBean("mailExecutor", ThreadPoolTaskExecutor.class, () -> executor);
    publish(app, attribute, context);
  }

  private static void publish(Webapp app, String attribute, GenericApplicationContext springs) {
    springs.refresh();
    app.context.getServletContext().setAttribute(attribute, springs);
  }

  @ParameterizedTest
  @ValueSource(strings = {ROOT, DISPATCHER})
  void its_threads_run_the_tasks_once_the_context_is_there(String attribute) throws Exception {
    try (Webapp app = webapp()) {
      assertThat(app.get("/thread").body())
          .isEqualTo(
              SETTING
                  + "no Spring context is there yet: hand work to this pool once the"
                  + " ContextLoaderListener or the DispatcherServlet has started one");

      publish(app, attribute);

      assertThat(app.get("/thread").body()).isEqualTo("mail-1");
    }
  }

  @Test
  void the_context_that_has_it_is_found_behind_one_that_has_not() throws Exception {
    try (Webapp app = webapp()) {
      publish(app, ROOT, other);
      publish(app, DISPATCHER);

      assertThat(app.get("/thread").body()).isEqualTo("mail-1");
    }
  }

  @Test
  void without_such_a_bean_the_message_names_those_that_there_are() throws Exception {
    try (Webapp app = webapp()) {
      other.registerBean("mailExecuter", Executor.class, () -> Runnable::run);
      other.registerBean("slowExecutor", Executor.class, () -> Runnable::run);
      publish(app, ROOT, other);

      assertThat(app.get("/thread").body())
          .isEqualTo(
              SETTING
                  + "no bean 'mailExecutor'; beans that are an Executor: mailExecuter, slowExecutor (did"
                  + " you mean 'mailExecuter'?)");
    }
  }

  @Test
  void a_bean_of_another_type_is_named() throws Exception {
    try (Webapp app = webapp()) {
      other.registerBean("mailExecutor", StringBuilder.class, () -> new StringBuilder());
      publish(app, ROOT, other);

      assertThat(app.get("/thread").body())
          .isEqualTo(
              SETTING
                  + "'mailExecutor' is a java.lang.StringBuilder, not an Executor; no bean is an"
                  + " Executor");
    }
  }

  @Test
  void one_that_cannot_be_made_says_why() throws Exception {
    try (Webapp app = webapp()) {
      other.registerBean(
          "mailExecutor",
          Executor.class,
          () -> {
            throw new BeanCreationException("no threads today");
          },
          definition -> definition.setLazyInit(true));
      publish(app, ROOT, other);

      assertThat(app.get("/thread").body())
          .startsWith(SETTING + "the bean 'mailExecutor' is not usable: ")
          .contains("no threads today");
    }
  }

  @Test
  void what_waits_in_the_queue_takes_no_thread_of_a_plain_one() throws Exception {
    try (Webapp app = webapp()) {
      publish(app, ROOT);
      Task<Void> last = fill(Offstage.pool("mail"));

      assertThat(executor.getActiveCount()).isEqualTo(1);
      gate.open();
      last.join();
    }
  }

  @Test
  void one_with_a_decorator_is_called_for_each_task() throws Exception {
    AtomicInteger decorated = new AtomicInteger();
    executor.setTaskDecorator(
        work -> {
          decorated.incrementAndGet();
          return work;
        });
    try (Webapp app = webapp()) {
      publish(app, ROOT);
      Task<Void> last = fill(Offstage.pool("mail"));

      assertThat(decorated).hasValue(4);
      gate.open();
      last.join();
    }
  }

  /** One runs, and three are queued. */
  private Task<Void> fill(Pool pool) {
    pool.run(gate::pass);
    gate.awaitArrived(1);
    pool.run(() -> {});
    pool.run(() -> {});
    return pool.run(() -> {});
  }

  /** Spring shuts its executors down with the context. */
  @Test
  void a_context_that_closes_has_what_was_accepted_done_first() throws Exception {
    AtomicInteger done = new AtomicInteger();
    try (Webapp app = webapp()) {
      publish(app, ROOT);
      Offstage.pool("mail").run(gate::pass);
      gate.awaitArrived(1);
      for (int i = 0; i < 5; i++) {
        Offstage.pool("mail").run(done::incrementAndGet);
      }
      Offstage.run(gate::open);
      context.close();

      assertThat(done).hasValue(5);
    }
  }
}
