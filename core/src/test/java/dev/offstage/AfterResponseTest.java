package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.request.AfterResponse;
import dev.offstage.internal.task.PoolTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that wait for the response: marketplace PR 2345, django-rq #187. */
class AfterResponseTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app =
      App.with("offstage.pool.size", "1", "offstage.pool.queue", "3", "offstage.drain", "20s");
  private final Gate gate = new Gate();
  private final Response response = new Response();

  /** The response of the request that the test's thread serves. */
  private static final class Response implements AfterResponse {
    private final List<IntConsumer> held = new ArrayList<>();

    @Override
    public void add(PoolTask<?> task, IntConsumer answered) {
      held.add(answered);
    }

    @Override
    public String client() {
      return "alice";
    }

    void complete() {
      held.forEach(answered -> answered.accept(200));
    }
  }

  @BeforeEach
  void request() {
    AfterResponse.enter(() -> response);
  }

  @AfterEach
  void stop() {
    AfterResponse.enter(null);
    response.complete();
    gate.open();
    app.close();
  }

  private static Task<String> mail() {
    return Offstage.task(() -> Thread.currentThread().getName())
        .name("mail")
        .afterResponse()
        .start();
  }

  @Test
  void a_held_task_does_not_start_though_a_worker_comes_to_it_and_others_pass() throws Exception {
    Task<String> held = mail();

    // Behind it in the queue of one thread: when it has run, the worker has been at the held one.
    assertThat(Offstage.call(() -> "passed").join(LONG)).isEqualTo("passed");

    assertThat(held.status()).isEqualTo(Task.Status.QUEUED);
    response.complete();
    assertThat(held.join(LONG)).contains("-default-");
  }

  @Test
  void a_task_that_no_worker_has_come_to_yet_starts_as_any_other() throws Exception {
    gate.occupy(Offstage.pool());
    Task<String> held = mail();

    response.complete();
    gate.open();

    assertThat(held.join(LONG)).contains("-default-");
  }

  @Test
  void whoever_is_first_response_or_worker_the_task_runs_once() throws Exception {
    for (int round = 0; round < 3_000; round++) {
      AtomicInteger ran = new AtomicInteger();
      response.held.clear();
      Task<Integer> held = Offstage.task(ran::incrementAndGet).afterResponse().start();
      response.complete();
      response.complete();

      assertThat(held.join(LONG)).isEqualTo(1);
    }
  }

  @Test
  void outside_of_a_request_it_starts_at_once() throws Exception {
    AfterResponse.enter(null);

    assertThat(mail().join(LONG)).contains("-default-");
  }

  @Test
  void a_full_pool_rejects_when_the_task_is_handed_over_and_not_later() {
    gate.fill(Offstage.pool());

    assertThatThrownBy(AfterResponseTest::mail).isInstanceOf(PoolFullException.class);
    assertThat(response.held).isEmpty();
  }

  @Test
  void a_held_task_can_be_cancelled() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    Task<Void> held = Offstage.task(() -> ran.set(true)).afterResponse().start();

    assertThat(held.cancel()).isTrue();
    response.complete();

    Offstage.call(() -> "").join(LONG);
    assertThat(ran).isFalse();
  }

  @Test
  void caller_runs_waits_for_the_response_too() {
    Pool pool = Pool.builder("tiny").size(1).queue(1).whenFull(WhenFull.callerRuns()).build();
    gate.fill(pool);
    AtomicInteger ran = new AtomicInteger();

    pool.task(ran::incrementAndGet).afterResponse().start();
    assertThat(ran).hasValue(0);
    response.complete();

    // No room again: what was accepted runs here.
    assertThat(ran).hasValue(1);
  }

  @Test
  void a_task_that_is_released_after_its_pool_has_closed_is_not_lost() throws Exception {
    Pool pool = Pool.builder("own").size(1).build();
    Task<Thread> held = pool.task(Thread::currentThread).afterResponse().start();
    pool.close();
    assertThat(pool.join(LONG)).isTrue();
    assertThat(held.status()).isEqualTo(Task.Status.QUEUED);

    response.complete();

    assertThat(held.join(LONG)).isSameAs(Thread.currentThread());
  }

  @Test
  void listeners_hear_of_a_held_task_once() {
    Events events = new Events();
    Offstage.addListener(events);
    mail();
    Task<Void> other = Offstage.task(() -> {}).name("other").start();
    await().until(other::isDone);
    response.complete();

    await().until(() -> events.of("mail").size() == 3);
    assertThat(events.of("mail"))
        .containsExactlyInAnyOrder("queued mail", "started mail", "succeeded mail");
  }

  @Test
  void inline_tests_see_it_after_the_response() {
    try (TestMode tasks = TestMode.inline()) {
      Task<String> held = mail();
      assertThat(held.isDone()).isFalse();

      response.complete();

      assertThat(held.isDone()).isTrue();
      assertThat(tasks.queued()).isEmpty();
    }
  }
}
