package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Background;
import dev.offstage.Backoff;
import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.TaskBuilder;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.OnEveryDatabase;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Durable tasks with the same order run one at a time, in their order, on all nodes together. */
@OnEveryDatabase
public final class OrderOfDurableTasksTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Map<String, AtomicInteger> UNDER_WAY = new ConcurrentHashMap<>();
  private static final List<String> OVERLAPS = new CopyOnWriteArrayList<>();

  private final Database database;
  private final String id = UUID.randomUUID().toString();
  private TestDatabase store;
  private TestNode here;
  private TestNode there;

  OrderOfDurableTasksTest(Database database) {
    this.database = database;
  }

  @BeforeEach
  void start() throws Exception {
    store = database.fresh();
    here = TestNode.start("here", store, "offstage.store.lease", "2s");
    there = TestNode.start("there", store, "offstage.store.lease", "2s");
  }

  @AfterEach
  void close() {
    Jobs.open(id);
    there.close();
    here.close();
    store.close();
  }

  /** A step in a lane, which finds out whether another one is under way. */
  @Background(durable = true)
  public static String step(String lane, int number) {
    AtomicInteger underWay = UNDER_WAY.computeIfAbsent(lane, each -> new AtomicInteger());
    if (underWay.incrementAndGet() > 1) {
      OVERLAPS.add(lane);
    }
    Thread.yield();
    Jobs.DONE.add(lane + " " + number);
    underWay.decrementAndGet();
    return lane;
  }

  private TaskBuilder<String> note(TestNode node, String text) {
    return node.task(Bound.call(Jobs::note, id + text)).orderBy("customer");
  }

  private TaskBuilder<String> gated(TestNode node) {
    return node.task(Bound.call(Jobs::waitFor, id)).orderBy("customer");
  }

  private void awaitBegun() {
    await().untilAsserted(() -> assertThat(Jobs.DONE).contains("begun " + id));
  }

  private List<String> done() {
    return Jobs.DONE.stream()
        .filter(text -> text.startsWith(id))
        .map(text -> text.substring(id.length()))
        .collect(Collectors.toList());
  }

  private void awaitNoRows() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(store.query("select count(*) from offstage_tasks")).isEqualTo("0"));
  }

  @Test
  void a_task_waits_until_those_before_it_have_ended_on_any_node() throws Exception {
    Task<String> first = gated(here).start();
    awaitBegun();
    List<Task<String>> others = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      others.add(note(i % 2 == 0 ? there : here, " " + i).start());
    }
    Task<String> free = here.task(Bound.call(Jobs::note, id + " free")).start();
    free.join(SOON);
    here.task(Bound.call(Jobs::note, id + " other lane")).orderBy("other").start().join(SOON);
    assertThat(done()).containsExactly(" free", " other lane");

    Jobs.open(id);
    first.join(SOON);
    for (Task<String> each : others) {
      each.join(SOON);
    }
    assertThat(done()).containsExactly(" free", " other lane", " 0", " 1", " 2", " 3", " 4", " 5");
  }

  @Test
  void the_next_attempt_keeps_its_turn() throws Exception {
    Backoff soon = Backoff.from(Duration.ofMillis(300)).jitter(0);
    here.task(Bound.call(Jobs::failAtFirst, id + " first", 1))
        .orderBy("customer")
        .retries(1)
        .backoff(soon)
        .start();
    Task<String> second = note(there, " second").start();

    second.join(SOON);
    assertThat(done()).containsExactly(" first", " first", " second");
  }

  @Test
  void a_task_that_fails_or_is_cancelled_lets_the_next_one_go_on() throws Exception {
    Task<String> running = gated(here).start();
    awaitBegun();
    Task<String> queued = note(here, " cancelled").start();
    here.task(Bound.call(Jobs::failAtFirst, id + " fails", 9)).orderBy("customer").start();
    Task<String> last = note(there, " last").start();
    queued.cancel();
    running.cancel();

    last.join(SOON);
    assertThat(done()).containsExactly(" fails", " last");
  }

  @Test
  void a_task_of_a_later_time_comes_to_its_turn_when_that_is_there() throws Exception {
    Task<String> later = note(here, " later").delay(Duration.ofMillis(300)).start();
    Task<String> never = note(here, " never").delay(Duration.ofDays(1)).start();
    note(there, " now").start().join(SOON);

    later.join(SOON);
    assertThat(done()).containsExactly(" now", " later");
    assertThat(never.status()).isEqualTo(Task.Status.QUEUED);
  }

  @Test
  void the_same_order_in_two_pools_is_two_orders() throws Exception {
    gated(here).start();
    awaitBegun();
    try (TestNode more = TestNode.start("more", store, "offstage.pool.other.size", "1")) {
      more.pool("other")
          .task(Bound.call(Jobs::note, id + "x"))
          .durable()
          .orderBy("customer")
          .start()
          .join(SOON);
    }
  }

  @Test
  void a_node_that_dies_keeps_its_turn_for_whoever_runs_its_task_again() throws Exception {
    note(here, " first").delay(Duration.ofDays(1)).start();
    // As a node leaves it that was killed.
    store.execute(
        "update offstage_tasks set lane = order_key, picked = true, picked_by = 'dead',"
            + " execution_time = '2001-01-01 00:00:00', queue_time = '2001-01-01 00:00:00',"
            + " last_heartbeat = '2001-01-01 00:00:00'");
    Task<String> second = note(there, " second").start();

    second.join(SOON);
    assertThat(done()).containsExactly(" first", " second");
  }

  @Test
  void tasks_go_on_when_the_one_before_is_gone_and_nobody_was_left_to_say_so() throws Exception {
    Task<String> first = note(here, " first").delay(Duration.ofDays(1)).start();
    store.execute("update offstage_tasks set lane = order_key");
    Task<String> second = note(there, " second").start();
    store.execute("delete from offstage_tasks where lane is not null");

    second.join(SOON);
    assertThat(done()).containsExactly(" second");
    assertThat(first.name()).isNotEmpty();
  }

  @Test
  void what_waits_at_the_end_of_its_node_goes_on_elsewhere() throws Exception {
    try (TestNode ending = TestNode.start("ending", store)) {
      gated(ending).start();
      awaitBegun();
      for (int i = 0; i < 3; i++) {
        note(ending, " " + i).start();
      }
      Jobs.open(id);
    }
    awaitNoRows();
    assertThat(done()).containsExactly(" 0", " 1", " 2");
  }

  @Test
  void many_lanes_of_two_nodes_have_no_overlap_and_no_task_out_of_order() throws Exception {
    boolean full = Boolean.getBoolean("full");
    int lanes = full ? 20 : 5;
    int steps = full ? 200 : 20;
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        String name = id + " " + lane;
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < steps; i++) {
                    (i % 2 == 0 ? here : there)
                        .task(Bound.call(OrderOfDurableTasksTest::step, name, i))
                        .orderBy(name)
                        .start();
                    (i % 2 == 1 ? here : there).task(Bound.call(Jobs::note, name)).start();
                  }
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
      awaitNoRows();
    } finally {
      threads.shutdownNow();
    }

    assertThat(OVERLAPS).filteredOn(lane -> lane.startsWith(id)).isEmpty();
    for (int lane = 0; lane < lanes; lane++) {
      String name = id + " " + lane;
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < steps; i++) {
        expected.add(name + " " + i);
      }
      List<String> ran = new ArrayList<>(Jobs.DONE);
      ran.removeIf(text -> !text.startsWith(name + " "));
      assertThat(ran).isEqualTo(expected);
      assertThat(Collections.frequency(Jobs.DONE, name)).isEqualTo(steps);
    }
  }
}
