package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.request.AfterResponse;
import dev.offstage.testing.Jndi;
import dev.offstage.testing.LogRecords;
import dev.offstage.testing.Soak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever was accepted before a stop has ended after it, or is named in the log: never both. */
class LostTasksTest {
  private static final Pattern LOST = Pattern.compile("stops and loses (\\d+) task");

  private final Gate gate = new Gate();
  private final LogRecords log = new LogRecords();
  private final ClientRequest request = new ClientRequest("ann");

  @AfterEach
  void stop() {
    AfterResponse.enter(null);
    gate.open();
    log.close();
    Jndi.uninstall();
  }

  /** How many the log says are lost. */
  private int lost() {
    return log.warnings().stream()
        .map(LOST::matcher)
        .filter(Matcher::find)
        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
        .sum();
  }

  private static long finished(Pool pool) {
    return pool.counts().succeeded() + pool.counts().failed();
  }

  /** Tasks wait for the response of this request, until {@link #respond()}. */
  private void inRequest() {
    AfterResponse.enter(() -> request);
  }

  private void respond() {
    request.responseComplete();
  }

  private static void jndi(Executor server) {
    Jndi.install();
    Jndi.NAMES.put(MANAGED, server);
  }

  /** The order of all threads is left to chance; a round that breaks the sum shows in the end. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void finished_and_lost_are_accepted_whenever_the_stop_comes() throws Exception {
    ExecutorService server = Executors.newCachedThreadPool();
    jndi(server);
    int rounds = Soak.count(300, 2_000);
    long accepted = 0;
    long finished = 0;
    for (int round = 0; round < rounds; round++) {
      try (App app =
          App.with(
              "offstage.drain",
              round % 3 == 0 ? "1ms" : "0s",
              "offstage.pool.size",
              "3",
              "offstage.pool.managed.size",
              "2",
              "offstage.pool.managed.threads",
              MANAGED,
              "offstage.pool.tight.size",
              "1",
              "offstage.pool.tight.queue",
              "1",
              "offstage.pool.tight.full",
              "caller-runs")) {
        AtomicInteger taken = new AtomicInteger();
        List<Pool> pools =
            Arrays.asList(Offstage.pool(), Offstage.pool("managed"), Offstage.pool("tight"));
        List<Thread> submitters = new ArrayList<>();
        for (Pool pool : pools) {
          Thread submitter = new Thread(() -> submit(pool, taken));
          submitter.start();
          submitters.add(submitter);
        }
        int before = round % 50;
        while (taken.get() < before) {
          Thread.yield();
        }

        app.drain();

        for (Thread submitter : submitters) {
          submitter.join();
        }
        respond();
        for (Pool pool : pools) {
          await().until(() -> pool.running() == 0);
          finished += finished(pool);
        }
        accepted += taken.get();
      }
    }
    server.shutdown();
    int lost = lost();
    System.out.printf(
        "%d stops, %d tasks accepted: %d finished and %d named as lost%n",
        rounds, accepted, finished, lost);
    assertThat(lost).isPositive();
    assertThat(finished + lost).isEqualTo(accepted);
  }

  private void submit(Pool pool, AtomicInteger taken) {
    inRequest();
    try {
      while (true) {
        taken.addAndGet(accepted(() -> pool.map(numbers(7), n -> n).tasks().size()));
        taken.addAndGet(accepted(() -> pool.run(Thread::yield).isDone() ? 1 : 1));
        taken.addAndGet(
            accepted(() -> pool.task(() -> {}).afterResponse().start().isDone() ? 1 : 1));
        if (taken.get() % 3 == 0) {
          respond();
        }
      }
    } catch (PoolClosedException e) {
      // That is how it ends.
    }
  }

  private static int accepted(IntSupplier handOver) {
    try {
      return handOver.getAsInt();
    } catch (PoolFullException e) {
      return 0;
    }
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toList());
  }

  @Test
  void a_drain_waits_for_the_response_that_a_task_waits_for() throws Exception {
    try (App app = App.with("offstage.drain", "20s")) {
      inRequest();
      Task<Void> mail = Offstage.task(() -> {}).afterResponse().start();
      Thread stop = new Thread(app::drain);
      stop.start();
      await().until(() -> Offstage.pool().isClosed());
      await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);

      assertThat(mail.status()).isEqualTo(Task.Status.QUEUED);
      respond();
      stop.join();

      assertThat(mail.status()).isEqualTo(Task.Status.SUCCEEDED);
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void a_task_whose_response_never_comes_is_named() {
    try (App app = App.with("offstage.drain", "0s")) {
      inRequest();
      Task<Void> mail = Offstage.task(() -> {}).name("the mail").afterResponse().start();

      app.drain();

      assertThat(mail.status()).isEqualTo(Task.Status.CANCELLED);
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("loses 1 task ", "'the mail' in pool 'default'");
      respond();
      assertThat(mail.started()).isNull();
    }
  }

  @Test
  void a_drain_waits_for_a_task_that_its_caller_runs() throws Exception {
    try (App app =
        App.with(
            "offstage.drain",
            "20s",
            "offstage.pool.size",
            "1",
            "offstage.pool.queue",
            "1",
            "offstage.pool.full",
            "caller-runs")) {
      Gate worker = new Gate();
      worker.fill(Offstage.pool());
      Thread caller = new Thread(() -> Offstage.run(gate::pass));
      caller.start();
      gate.awaitArrived(1);
      AtomicLong finished = new AtomicLong();
      Pool pool = Offstage.pool();
      Thread stop =
          new Thread(
              () -> {
                app.drain();
                finished.set(finished(pool));
              });
      stop.start();
      worker.open();
      await().until(() -> finished(pool) == 2 && stop.getState() == Thread.State.TIMED_WAITING);

      gate.open();
      stop.join();

      assertThat(finished).hasValue(3);
      assertThat(log.messages()).noneMatch(line -> line.contains("loses"));
    }
  }
}
