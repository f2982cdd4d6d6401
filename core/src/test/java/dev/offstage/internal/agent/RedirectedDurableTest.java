package dev.offstage.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.NotStoredException;
import dev.offstage.Priority;
import dev.offstage.Settings;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import dev.offstage.internal.task.ManualClock;
import dev.offstage.internal.workers.ManualWorkers;
import dev.offstage.testing.LogRecords;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of a redirected method that are written down; {@link FakeStore} stands for the store. */
class RedirectedDurableTest {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
  private static final List<String> SENT = new ArrayList<>();

  /** The object of a method that is not static. */
  static class Mailer {
    static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    void post(String to) {
      SENT.add("post " + to);
    }
  }

  /** Another class that a stored task could not make again. */
  static final class SlowMailer extends Mailer {}

  private final FakeStore store = new FakeStore();
  private final ManualClock clock = new ManualClock();
  private final ConcurrentLinkedDeque<ManualWorkers.Waiting> queue = new ConcurrentLinkedDeque<>();
  private final LogRecords log = new LogRecords();
  private OffstageRuntime runtime;
  private OffstageRuntime previous;

  static void send(String to, int copies) {
    SENT.add("send " + to + " " + copies);
  }

  static CompletableFuture<String> ask(String whom) {
    SENT.add("ask " + whom);
    return CompletableFuture.completedFuture("yes");
  }

  @BeforeEach
  void start() {
    SENT.clear();
    runtime =
        OffstageRuntime.forTest(
            Settings.load(Collections.emptyList()),
            (pool, its) -> new ManualWorkers(queue, its.queue()),
            clock,
            store);
    previous = Runtimes.makeCurrent(runtime);
  }

  @AfterEach
  void stop() {
    runtime.drain();
    Runtimes.restore(previous);
    log.close();
  }

  /** As the agent writes it into a method of a class file of Java 7 or newer. */
  private static MethodHandle linked(String options) {
    MethodType type = MethodType.methodType(void.class, String.class, int.class);
    MethodType site = type.changeReturnType(boolean.class);
    return AgentBridgeV1.bootstrap(HERE, "send", site, type, 1, options).getTarget();
  }

  /** The same for an older one. */
  private static boolean handOver(String options, String to) {
    String type = "(Ljava/lang/String;I)V";
    return AgentBridgeV1.handOver(HERE, "send", type, 1, options, new Object[] {to, 7});
  }

  private static boolean post(Mailer mailer) {
    return AgentBridgeV1.handOver(
        Mailer.LOOKUP,
        "post",
        "(Ljava/lang/String;)V",
        0,
        "pool= start=NOW durable=yes",
        new Object[] {mailer, "a"});
  }

  @Test
  void a_call_is_written_down_with_its_method_and_its_arguments() throws Throwable {
    boolean taken =
        (boolean) linked("pool= start=NOW durable=yes priority=low").invokeExact("a", 2);

    assertThat(taken).isTrue();
    Plan plan = store.written.get(0);
    assertThat(plan.priority).isEqualTo(Priority.LOW);
    assertThat(plan.stored.method)
        .isEqualTo(RedirectedDurableTest.class.getDeclaredMethod("send", String.class, int.class));
    assertThat(plan.stored.receiver).isNull();
    assertThat(plan.stored.arguments).isEqualTo(Arrays.asList("a", 2));
    assertThat(SENT).isEmpty();

    queue.remove().run();
    assertThat(SENT).containsExactly("send a 2");
  }

  @Test
  void so_is_one_from_an_old_class_file_and_one_of_an_object() {
    Mailer mailer = new Mailer();

    assertThat(handOver("pool= start=NOW durable=yes", "b")).isTrue();
    assertThat(post(mailer)).isTrue();

    assertThat(store.written.get(0).stored.arguments).isEqualTo(Arrays.asList("b", 7));
    assertThat(store.written.get(1).stored.receiver).isSameAs(mailer);
    assertThat(store.written.get(1).stored.arguments).isEqualTo(Arrays.asList("a"));
  }

  @Test
  void a_method_that_is_not_durable_is_not_written_down() {
    assertThat(handOver("pool= start=NOW durable=no", "b")).isTrue();
    assertThat(handOver("pool= start=NOW", "c")).isTrue();

    assertThat(store.written).isEmpty();
    assertThat(queue).hasSize(2);
  }

  @Test
  void a_call_that_the_store_does_not_take_runs_inline_and_the_log_says_so_once_a_minute() {
    store.refusal = new NotStoredException("the database is away", null);

    for (int i = 0; i < 3; i++) {
      assertThat(handOver("pool= start=NOW durable=yes", "a")).isFalse();
    }
    assertThat(log.warnings())
        .containsExactly(
            "offstage: pool 'default': 1 durable call was not written down and ran inline, on the"
                + " thread that made it. The last one, of RedirectedDurableTest.send: the database"
                + " is away (said at most once a minute)");

    clock.advance(Duration.ofMinutes(1));
    store.refusal = new IllegalArgumentException("argument 1 is too large");
    assertThat(handOver("pool= start=NOW durable=yes", "a")).isFalse();
    assertThat(log.warnings()).hasSize(2);
    assertThat(log.warnings().get(1)).contains("3 durable calls", "argument 1 is too large");
    assertThat(queue).isEmpty();
    assertThat(runtime.accepted()).isEmpty();

    store.refusal = null;
    assertThat(handOver("pool= start=NOW durable=yes", "a")).isTrue();
  }

  @Test
  void a_method_that_returns_a_future_runs_inline_likewise() {
    store.refusal = new IllegalArgumentException("result: a future cannot be stored");

    Object future =
        AgentBridgeV1.handOverFuture(
            HERE,
            "ask",
            "(Ljava/lang/String;)Ljava/util/concurrent/CompletableFuture;",
            1,
            "pool= start=NOW durable=yes",
            new Object[] {"a"});

    assertThat(future).isNull();
    assertThat(log.warnings()).singleElement().asString().contains("a future cannot be stored");
  }

  @Test
  void a_closed_pool_leaves_the_call_to_its_caller() {
    runtime.drain();

    assertThat(handOver("pool= start=NOW durable=yes", "a")).isFalse();
    assertThat(store.written).isEmpty();
  }

  @Test
  void an_object_that_a_stored_task_could_not_make_again_is_called_inline() {
    assertThat(post(new SlowMailer())).isFalse();
    assertThat(post(new SlowMailer())).isFalse();

    assertThat(store.written).isEmpty();
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .contains("Mailer.post runs inline", "its object is a ", "SlowMailer, and a stored task");
  }

  @Test
  void a_call_with_what_surrounds_it_runs_inline() throws Throwable {
    Redirect redirect =
        new Redirect("Mailer.post", RedirectOptions.parse("pool= start=NOW durable=yes"));
    MethodHandle body =
        MethodHandles.dropArguments(MethodHandles.constant(Object.class, null), 0, Object[].class);

    assertThat(redirect.handOver(new SpreadCall(body, new Object[] {"a"}, 0, null))).isFalse();
    assertThat(log.warnings()).singleElement().asString().contains("such as a transaction");
  }

  @Test
  void a_call_inside_of_its_own_task_is_the_body() throws Throwable {
    boolean[] nested = {true};
    runtime
        .defaultPool()
        .run(() -> nested[0] = AgentBridgeV1.isDue() || callIn(linked("pool= durable=yes")));
    queue.remove().run();

    assertThat(nested[0]).isFalse();
    assertThat(store.written).isEmpty();
  }

  private static boolean callIn(MethodHandle site) throws Exception {
    try {
      return (boolean) site.invokeExact("a", 1);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  @Test
  void an_unknown_value_leaves_the_method_as_it_is_written() {
    assertThat(handOver("pool= start=NOW durable=perhaps", "a")).isFalse();
    assertThat(log.warnings()).singleElement().asString().contains("send stays inline");
  }
}
