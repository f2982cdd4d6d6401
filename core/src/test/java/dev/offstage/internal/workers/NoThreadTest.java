package dev.offstage.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.offstage.Batch;
import dev.offstage.Pool;
import dev.offstage.PoolFullException;
import dev.offstage.Settings;
import dev.offstage.SettingsSource;
import dev.offstage.Task;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.testing.LogRecords;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The system gives the JVM no more threads, as past the limit of a container. */
class NoThreadTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  // How many more threads there are to be had.
  private final AtomicInteger left = new AtomicInteger();
  private final Queue<WeakReference<Thread>> made = new ConcurrentLinkedQueue<>();
  private final LogRecords log = new LogRecords();
  private final CountDownLatch open = new CountDownLatch(1);
  private OffstageRuntime app;

  @AfterEach
  void stop() {
    open.countDown();
    left.set(1_000);
    app.drain();
    log.close();
  }

  private Thread newThread(Runnable work) {
    Thread thread =
        new Thread(work, "few") {
          @Override
          public void start() {
            if (left.getAndUpdate(count -> Math.max(0, count - 1)) == 0) {
              throw new OutOfMemoryError("unable to create native thread");
            }
            super.start();
          }
        };
    thread.setDaemon(true);
    made.add(new WeakReference<>(thread));
    return thread;
  }

  private static PoolThreads poolThreads(ThreadFactory factory) {
    try {
      Constructor<PoolThreads> constructor =
          PoolThreads.class.getDeclaredConstructor(ThreadFactory.class);
      constructor.setAccessible(true);
      return constructor.newInstance(factory);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private Pool pool(int size, String whenFull) {
    Map<String, String> values = new HashMap<>();
    values.put("offstage.pool.few.size", String.valueOf(size));
    values.put("offstage.pool.few.queue", "10");
    values.put("offstage.pool.few.full", whenFull);
    app =
        OffstageRuntime.forTest(
            Settings.load(Collections.singletonList(new SettingsSource("the test", values))),
            (home, its) -> WorkersOf.threads(home, its, poolThreads(this::newThread), () -> {}),
            null,
            null);
    return app.pool("few");
  }

  private Pool pool(int size) {
    return pool(size, "reject");
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toList());
  }

  @Test
  void an_idle_pool_with_few_of_its_threads_never_refuses() throws Exception {
    left.set(2);
    Pool pool = pool(8);
    List<Task<Void>> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(pool.run(open::await));
    }
    open.countDown();
    for (Task<Void> task : both) {
      task.join(LONG);
    }

    for (int i = 0; i < 1_000; i++) {
      assertThat(pool.call(() -> "ran").join(LONG)).isEqualTo("ran");
    }
    assertThat(pool.counts().rejected()).isZero();
  }

  @Test
  void tasks_queue_for_the_threads_that_there_are() throws Exception {
    left.set(1);
    Pool pool = pool(8);
    pool.run(open::await);
    List<Task<Integer>> queued = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int number = i;
      queued.add(pool.call(() -> number));
    }
    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);

    open.countDown();

    for (int i = 0; i < 10; i++) {
      assertThat(queued.get(i).join(LONG)).isEqualTo(i);
    }
  }

  @Test
  void a_pool_without_any_refuses_and_works_as_soon_as_there_is_one() throws Exception {
    Pool pool = pool(8);

    assertThatThrownBy(() -> pool.task(() -> {}).name("mail").start())
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("'mail'")
        .hasMessageContaining("no thread");
    assertThat(pool.queued()).isZero();
    assertThat(pool.running()).isZero();
    assertThat(pool.counts()).hasToString("0 succeeded, 0 failed, 0 cancelled, 1 rejected");

    left.set(1);
    assertThat(pool.call(() -> "ran").join(LONG)).isEqualTo("ran");
  }

  @Test
  void the_log_says_so_once() {
    Pool pool = pool(8);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);
    }

    assertThat(log.warnings()).singleElement().asString().contains("'few' got no thread");
  }

  @Test
  void a_pool_without_any_refuses_a_batch_too() throws Exception {
    Pool pool = pool(8);

    assertThatThrownBy(() -> pool.map(numbers(20), n -> n)).isInstanceOf(PoolFullException.class);

    left.set(8);
    assertThat(pool.map(numbers(20), n -> n).join(LONG)).isEqualTo(numbers(20));
  }

  @Test
  void a_batch_ends_in_the_one_thread_that_there_is() throws Exception {
    left.set(1);
    Pool pool = pool(8);
    Batch<Integer> batch = pool.map(numbers(200), n -> n);

    assertThat(batch.join(LONG)).isEqualTo(numbers(200));
  }

  @Test
  void caller_runs_runs_the_task() throws Exception {
    Pool pool = pool(8, "caller-runs");

    assertThat(pool.call(Thread::currentThread).join(LONG)).isSameAs(Thread.currentThread());
    assertThat(pool.map(numbers(20), n -> n).join(LONG)).isEqualTo(numbers(20));
  }

  @Test
  void block_waits_no_longer_than_it_may() throws Exception {
    Pool pool = pool(8, "block:30ms");
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller = new Thread(() -> thrown.set(catchThrowable(() -> pool.run(() -> {}))));
    caller.setDaemon(true);
    caller.start();
    caller.join(TimeUnit.SECONDS.toMillis(10));

    assertThat(caller.isAlive()).isFalse();
    assertThat(thrown.get()).isInstanceOf(PoolFullException.class);
  }

  @Test
  void threads_that_could_not_be_started_are_not_kept() {
    Pool pool = pool(8);
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);
    }

    await()
        .until(
            () -> {
              System.gc();
              return made.stream().allMatch(thread -> thread.get() == null);
            });
    assertThat(made).isNotEmpty();
  }

  @Test
  @Timeout(20)
  void a_drain_ends_though_there_never_was_one() {
    Pool pool = pool(8);
    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);

    app.drain();

    assertThat(pool.queued()).isZero();
  }
}
