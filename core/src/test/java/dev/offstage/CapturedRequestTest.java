package dev.offstage;

import static dev.offstage.Lent.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offstage.Lent.Request;
import dev.offstage.internal.request.RequestGuard;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that has kept what the container gives to the next user: spring-boot #14655 and others. */
class CapturedRequestTest {
  private final Request request = new Lent.Jettys();
  private App app;

  @BeforeEach
  void start() {
    app = App.with();
    RequestGuard.use(new Lent.Guard());
  }

  @AfterEach
  void stop() {
    RequestGuard.use(null);
    app.close();
  }

  @Test
  void a_lambda_that_has_captured_a_request_is_refused_by_each_way_of_handing_over() {
    Request captured = request;

    assertRefused(() -> Offstage.run(() -> captured.header()));
    assertRefused(() -> Offstage.call(() -> captured.header()));
    assertRefused(() -> Offstage.task(() -> captured.header()).name("mail").start());
    assertRefused(() -> Offstage.task(captured::header).afterResponse().start());
    assertRefused(() -> Offstage.map(Arrays.asList(1, 2), n -> captured.header() + n));
    assertRefused(() -> Offstage.pool().run(() -> captured.header()));
    assertRefused(() -> Offstage.pool().call(() -> captured.header()));
    assertRefused(() -> Offstage.pool().task(() -> captured.header()).start());
    assertRefused(() -> Offstage.pool().map(Arrays.asList(1, 2), n -> captured.header() + n));
  }

  @Test
  void a_pool_of_ones_own_refuses_it_too() throws Exception {
    Request captured = request;
    Pool own = Pool.builder("own").size(1).build();

    assertRefused(() -> own.run(() -> captured.header()));
    assertRefused(() -> own.map(Arrays.asList(1, 2), n -> captured.header() + n));

    own.close();
    own.join();
  }

  @Test
  void the_message_says_which_task_where_and_what_to_do() {
    Request captured = request;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Offstage.task(() -> captured.header()).name("mail").start())
        .withMessageMatching(
            "'mail' is not accepted as a task: it holds the \\S+\\$Jettys in its field arg\\$1"
                + " \\(\\S+\\$Request\\), which is lent\\. Copy it\\."
                + " Handed over at .*CapturedRequestTest.*\\(CapturedRequestTest\\.java:\\d+\\)");
  }

  @Test
  void an_anonymous_class_and_one_with_a_name_are_looked_into() {
    Request captured = request;
    Work anonymous =
        new Work() {
          @Override
          public void run() {
            captured.header();
          }
        };

    assertRefused(() -> Offstage.run(anonymous));
    assertRefused(() -> Offstage.run(new Audit(request)));
    assertRefused(() -> Offstage.call(new LaterAudit(request)));
  }

  @Test
  void a_field_that_could_hold_anything_is_looked_at() {
    Object captured = request;

    assertRefused(() -> Offstage.run(() -> captured.toString()));
    Object other = "nothing special";
    assertThat(Offstage.run(() -> other.toString())).isNotNull();
  }

  @Test
  void work_that_wraps_work_is_looked_into() {
    Runnable runnable = new Audit(request);
    Callable<String> callable = request::header;

    assertRefused(() -> Offstage.run(runnable::run));
    assertRefused(() -> Offstage.run(() -> callable.call()));
  }

  @Test
  void an_item_that_is_a_request_is_refused_and_no_task_begins() {
    assertRefused(() -> Offstage.map(Arrays.asList("a", request), item -> item));
    assertThat(Offstage.pool().counts().succeeded()).isZero();
    assertThat(Offstage.map(Collections.singletonList(null), item -> item).tasks()).hasSize(1);
  }

  @Test
  void what_was_taken_from_the_request_before_goes_through() throws Exception {
    String header = request.header();
    Object nothing = null;

    assertThat(Offstage.call(() -> header).join()).isEqualTo("anna");
    assertThat(Offstage.call(() -> header + nothing).join()).isEqualTo("annanull");
    assertThat(Offstage.map(Arrays.asList("a", null), item -> header + item).join()).hasSize(2);
  }

  @Test
  void inline_work_runs_while_the_request_lives() throws Exception {
    Request captured = request;
    try (App off = App.with("offstage.enabled", "false")) {
      assertThat(Offstage.call(() -> captured.header()).join()).isEqualTo("anna");
      assertThat(Offstage.map(Arrays.asList(request), Request::header).join())
          .containsExactly("anna");
    }
    try (TestMode inline = TestMode.inline()) {
      assertThat(Offstage.call(() -> captured.header()).join()).isEqualTo("anna");
    }
  }

  @Test
  void tests_by_hand_find_the_mistake() {
    Request captured = request;
    try (TestMode manual = TestMode.manual()) {
      assertRefused(() -> Offstage.run(() -> captured.header()));
      assertThat(manual.queued()).isEmpty();
    }
  }

  @Test
  void a_program_without_servlets_is_not_looked_at() throws Exception {
    RequestGuard.use(null);
    Request captured = request;

    assertThat(Offstage.call(() -> captured.header()).join()).isEqualTo("anna");
  }

  /** Existing code, handed over as {@code audit::run}; the field is inherited by the next. */
  private static class Audit implements Runnable, Work {
    private final Request kept;

    Audit(Request kept) {
      this.kept = kept;
    }

    @Override
    public void run() {
      kept.header();
    }
  }

  private static final class LaterAudit extends Audit implements Callable<String> {
    LaterAudit(Request kept) {
      super(kept);
    }

    @Override
    public String call() {
      run();
      return "done";
    }
  }
}
