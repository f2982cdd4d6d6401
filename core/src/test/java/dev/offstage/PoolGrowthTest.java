package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads first, then the queue, then no more: dropwizard PR 834, prime-simplereport #1789. */
class PoolGrowthTest {
  private final App app = App.with();
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  @Test
  void a_pool_grows_to_its_size_before_it_queues() {
    Pool pool = Pool.builder("grow").size(3).queue(5).build();

    for (int i = 0; i < 3; i++) {
      pool.run(gate::pass);
    }

    gate.awaitArrived(3);
    assertThat(pool.running()).isEqualTo(3);
    assertThat(pool.queued()).isZero();
  }

  @Test
  void what_finds_no_thread_waits_in_the_queue() {
    Pool pool = Pool.builder("grow").size(2).queue(5).build();
    gate.occupy(pool);

    Task<Void> fourth = pool.run(() -> {});
    pool.run(() -> {});

    assertThat(pool.queued()).isEqualTo(2);
    assertThat(fourth.status()).isEqualTo(Task.Status.QUEUED);
    gate.open();
    await().until(fourth::isDone);
  }

  @Test
  void the_queue_takes_as_many_as_it_says_and_not_one_more() {
    Pool pool = Pool.builder("grow").size(1).queue(7).build();
    gate.fill(pool);

    assertThat(pool.queued()).isEqualTo(7);
    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);
    assertThat(pool.queued()).isEqualTo(7);
  }

  @Test
  void a_small_pool_never_runs_more_than_its_size_at_once() throws Exception {
    Pool pool = Pool.builder("small").size(2).queue(100).build();
    Set<Integer> seen = new ConcurrentSkipListSet<>();

    for (int i = 0; i < 100; i++) {
      pool.run(() -> seen.add(pool.running()));
    }
    pool.close();
    pool.join();

    assertThat(new TreeSet<>(seen).last()).isLessThanOrEqualTo(2);
  }

  @Test
  void threads_are_named_after_application_and_pool_and_do_not_keep_the_jvm() throws Exception {
    Pool pool = Pool.builder("mail").size(1).build();

    Thread thread = pool.call(Thread::currentThread).join();

    assertThat(thread.getName()).isEqualTo("offstage-" + App.NAME + "-mail-1");
    assertThat(thread.isDaemon()).isTrue();
  }

  @Test
  void a_builder_refuses_what_a_pool_cannot_be() {
    assertThatThrownBy(() -> Pool.builder("Mail"))
        .hasMessageContaining("'Mail' is not a pool name")
        .hasMessageContaining("a-z, 0-9 and '-'");
    assertThatThrownBy(() -> Pool.builder("mail").size(0))
        .hasMessage("size is 0; allowed: 1 to 10000");
    assertThatThrownBy(() -> Pool.builder("mail").queue(1_000_001))
        .hasMessage("queue is 1000001; allowed: 1 to 1000000");
    assertThatThrownBy(() -> Pool.builder("mail").threads("green"))
        .hasMessage(
            "threads is 'green'; allowed: platform, virtual, a JNDI name java:..., or spring:... with the name of a bean");
  }
}
