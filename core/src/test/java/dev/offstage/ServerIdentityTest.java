package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.offstage.testing.Jndi;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The threads of an executor that take along who is logged in: to each task its own submitter. */
@ParameterizedClass
@MethodSource("each")
class ServerIdentityTest {
  private final Kind kind;
  private final ExecutorFrom from;
  private final App app = App.with();
  private final Gate gate = new Gate();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** What is under the JNDI name. */
  enum Kind {
    MANAGED {
      @Override
      void bind(ExecutorService threads) {
        CapturingServer.bindManaged(threads);
      }
    },
    MANAGED_WITHOUT_CONTEXT_SERVICE {
      @Override
      void bind(ExecutorService threads) {
        CapturingServer.bindManaged(threads);
        Jndi.NAMES.remove(CapturingServer.CONTEXTS);
      }
    },
    ANY_EXECUTOR {
      @Override
      void bind(ExecutorService threads) {
        Jndi.NAMES.put(CapturingServer.EXECUTOR, CapturingServer.over(threads));
      }
    },
    BEHIND_ONE_OF_THE_JDK {
      @Override
      void bind(ExecutorService threads) {
        Jndi.NAMES.put(
            CapturingServer.EXECUTOR,
            Executors.unconfigurableExecutorService(
                new ThreadPoolExecutor(0, 9, 9, TimeUnit.SECONDS, new SynchronousQueue<>()) {
                  @Override
                  public void execute(Runnable work) {
                    CapturingServer.over(threads).execute(work);
                  }
                }));
      }
    };

    abstract void bind(ExecutorService threads);
  }

  ServerIdentityTest(Kind kind, ExecutorFrom from) {
    this.kind = kind;
    this.from = from;
  }

  static Stream<Arguments> each() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.of(ExecutorFrom.values()).map(from -> arguments(kind, from)));
  }

  @BeforeEach
  void start() {
    Jndi.install();
    kind.bind(threads);
  }

  @AfterEach
  void stop() {
    gate.open();
    app.close();
    CapturingServer.USER.remove();
    threads.shutdownNow();
    Jndi.uninstall();
  }

  private Pool pool(int size, int queue) {
    PoolBuilder pool = Pool.builder("managed").size(size).queue(queue);
    return from.threads(pool, CapturingServer.EXECUTOR).build();
  }

  private static <T> T as(String user, Callable<T> work) throws Exception {
    CapturingServer.USER.set(user);
    try {
      return work.call();
    } finally {
      CapturingServer.USER.remove();
    }
  }

  private static String user() {
    return CapturingServer.USER.get();
  }

  @Test
  void what_is_queued_behind_another_users_task_runs_as_its_own() throws Exception {
    Pool pool = pool(1, 10);
    as("anna", () -> pool.run(gate::pass));
    gate.awaitArrived(1);
    Task<String> berts = as("bert", () -> pool.call(ServerIdentityTest::user));
    Task<String> annas = as("anna", () -> pool.call(ServerIdentityTest::user));
    Task<String> nobodys = pool.call(ServerIdentityTest::user);
    assertThat(pool.queued()).isEqualTo(3);
    assertThat(pool.running()).isEqualTo(1);
    gate.open();

    assertThat(berts.join()).isEqualTo("bert");
    assertThat(annas.join()).isEqualTo("anna");
    assertThat(nobodys.join()).isNull();
    pool.close();
    assertThat(pool.join(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void what_waits_for_its_response_runs_as_its_own_whoever_completes_that() throws Exception {
    Pool pool = pool(1, 10);
    ClientRequest annas = new ClientRequest("anna");
    Task<String> task =
        as(
            "anna",
            () -> annas.call(() -> pool.task(ServerIdentityTest::user).afterResponse().start()));
    Task<String> cancelled =
        as(
            "anna",
            () -> annas.call(() -> pool.task(ServerIdentityTest::user).afterResponse().start()));
    cancelled.cancel();
    as(
        "bert",
        () -> {
          annas.responseComplete();
          return null;
        });

    assertThat(task.join(Duration.ofSeconds(20))).isEqualTo("anna");
    assertThat(pool.call(ServerIdentityTest::user).join(Duration.ofSeconds(20))).isNull();
    pool.close();
    assertThat(pool.join(Duration.ofSeconds(20))).isTrue();
    threads.shutdown();
    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void so_do_the_items_of_a_batch() throws Exception {
    Pool pool = pool(2, 10);
    Batch<String> annas =
        as("anna", () -> pool.map(Arrays.asList(1, 2, 3, 4, 5, 6, 7, 8), n -> user()));
    Batch<String> berts =
        as("bert", () -> pool.map(Arrays.asList(1, 2, 3, 4, 5, 6, 7, 8), n -> user()));

    assertThat(annas.join()).hasSize(8).containsOnly("anna");
    assertThat(berts.join()).hasSize(8).containsOnly("bert");
    pool.close();
  }

  @Test
  void a_queue_that_grows_and_a_pool_that_is_resized_lose_nothing() throws Exception {
    Pool pool = pool(1, 100);
    as("anna", () -> pool.run(gate::pass));
    gate.awaitArrived(1);
    Task<?>[] tasks = new Task<?>[20];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = as("user " + i, () -> pool.call(ServerIdentityTest::user));
    }
    pool.resize(3, 100);
    for (int i = 0; i < tasks.length; i++) {
      assertThat(tasks[i].join(Duration.ofSeconds(20))).isEqualTo("user " + i);
    }
    gate.open();
    pool.close();
    assertThat(pool.join(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void what_is_cancelled_in_the_queue_gives_its_place_and_its_thread_free() throws Exception {
    Pool pool = pool(1, 2);
    pool.run(gate::pass);
    gate.awaitArrived(1);
    Task<String> first = pool.call(ServerIdentityTest::user);
    Task<String> second = as("bert", () -> pool.call(ServerIdentityTest::user));
    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);
    first.cancel();
    Task<String> third = as("carl", () -> pool.call(ServerIdentityTest::user));
    gate.open();

    assertThat(second.join()).isEqualTo("bert");
    assertThat(third.join()).isEqualTo("carl");
    pool.close();
    assertThat(pool.join(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void the_end_of_the_pool_leaves_no_thread_behind() throws Exception {
    Pool pool = pool(1, 10);
    Task<Void> running = pool.run(gate::pass);
    gate.awaitArrived(1);
    Task<String> queued = pool.call(ServerIdentityTest::user);
    pool.terminate();
    pool.join();

    assertThat(running.isCancelled()).isTrue();
    assertThat(queued.isCancelled()).isTrue();
    threads.shutdown();
    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }
}
