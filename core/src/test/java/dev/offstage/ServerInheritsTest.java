package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.context.ThreadState;
import dev.offstage.testing.Jndi;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An executor of the JDK under a JNDI name: its threads have what whoever caused them had, and some
 * run the work on the thread that hands it over.
 */
class ServerInheritsTest {
  private static final String SERVER = "java:comp/DefaultManagedExecutorService";
  private static final ThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();
  private static final ThreadLocal<String> PLAIN = new ThreadLocal<>();

  private final App app = App.with();
  private final Gate gate = new Gate();
  private ExecutorService server;

  enum Kind {
    FIXED(() -> Executors.newFixedThreadPool(1)),
    SINGLE(Executors::newSingleThreadExecutor),
    SCHEDULED(() -> Executors.newScheduledThreadPool(1)),
    FORK_JOIN(() -> new ForkJoinPool(1)),
    WORK_STEALING(() -> Executors.newWorkStealingPool(1));

    final Supplier<ExecutorService> make;

    Kind(Supplier<ExecutorService> make) {
      this.make = make;
    }
  }

  @BeforeEach
  void start() {
    Jndi.install();
  }

  @AfterEach
  void stop() {
    gate.open();
    PLAIN.remove();
    INHERITABLE.remove();
    app.close();
    server.shutdownNow();
    Jndi.uninstall();
  }

  private Pool poolOn(ExecutorService executor, int size) {
    server = executor;
    Jndi.NAMES.put(SERVER, executor);
    return Pool.builder("server").size(size).queue(10).threads(SERVER).build();
  }

  private static <T> T as(String user, Callable<T> work) {
    INHERITABLE.set(user);
    PLAIN.set(user);
    try {
      return SubjectTest.as(
          user,
          () -> {
            try {
              return work.call();
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });
    } finally {
      INHERITABLE.remove();
      PLAIN.remove();
    }
  }

  private static String seen() {
    String inherited = ThreadState.canBeCleared() ? INHERITABLE.get() : null;
    return SubjectTest.user() + ", " + inherited + ", " + PLAIN.get();
  }

  @ParameterizedTest
  @EnumSource
  void a_task_sees_nothing_of_who_caused_its_thread(Kind kind) throws Exception {
    Pool pool = poolOn(kind.make.get(), 1);
    Task<Void> first = as("anna", () -> pool.run(gate::pass));
    gate.awaitArrived(1);
    Task<String> queued = pool.call(ServerInheritsTest::seen);
    Task<String> berts = as("bert", () -> pool.call(ServerInheritsTest::seen));
    gate.open();
    first.join();

    assertThat(queued.join()).isEqualTo("null, null, null");
    assertThat(berts.join()).isEqualTo("bert, null, null");
    assertThat(pool.call(ServerInheritsTest::seen).join()).isEqualTo("null, null, null");
  }

  @ParameterizedTest
  @EnumSource
  void the_executor_gets_its_thread_back_as_it_was(Kind kind) throws Exception {
    Pool pool = poolOn(kind.make.get(), 1);
    as("anna", () -> server.submit(() -> PLAIN.set("server's"))).get();
    String before = server.submit(() -> INHERITABLE.get()).get();
    pool.run(() -> INHERITABLE.set("bert")).join();
    app.close();

    assertThat(server.submit(() -> INHERITABLE.get()).get()).isEqualTo(before);
  }

  private static ExecutorService runningOnTheCaller() {
    return new ThreadPoolExecutor(
        1,
        1,
        1,
        TimeUnit.MINUTES,
        new SynchronousQueue<>(),
        new ThreadPoolExecutor.CallerRunsPolicy());
  }

  @Test
  void on_the_thread_of_its_caller_a_task_lets_no_other_users_follow() throws Exception {
    Pool pool = poolOn(runningOnTheCaller(), 2);
    Gate berts = new Gate();
    pool.run(gate::pass);
    gate.awaitArrived(1);
    Thread bert =
        new Thread(
            () ->
                as(
                    "bert",
                    () -> {
                      Thread.currentThread().setName("bert");
                      return pool.run(berts::pass);
                    }));
    bert.start();
    berts.awaitArrived(1);
    Task<String> annas = as("anna", () -> pool.call(ServerInheritsTest::seen));
    Task<String> nobodys =
        pool.call(() -> seen() + " on " + Thread.currentThread().getName().equals("bert"));
    Batch<String> carls =
        as("carl", () -> pool.map(Arrays.asList(1, 2, 3), n -> ServerInheritsTest.seen()));
    berts.open();
    bert.join(TimeUnit.SECONDS.toMillis(20));

    assertThat(annas.join()).isEqualTo("anna, null, null");
    assertThat(nobodys.join()).startsWith("null, null, null");
    assertThat(carls.join()).containsOnly("carl, null, null");
  }

  @Test
  void a_caller_that_is_interrupted_stays_so_when_the_task_runs_on_its_thread() throws Exception {
    Pool pool = poolOn(runningOnTheCaller(), 2);
    pool.run(gate::pass);
    gate.awaitArrived(1);
    Thread.currentThread().interrupt();
    Task<Boolean> task = pool.call(() -> Thread.currentThread().isInterrupted());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(task.join()).isFalse();
  }
}
