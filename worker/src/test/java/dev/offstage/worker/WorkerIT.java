package dev.offstage.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers in processes of their own, and a web node that leaves its tasks to them. */
class WorkerIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;
  private TestDatabase store;
  private Path war;

  @BeforeEach
  void make() throws Exception {
    store = Database.POSTGRESQL.fresh();
    war =
        TestWar.ofMails()
            .contextParam("offstage.store", "java:comp/env/jdbc/app")
            .contextParam("offstage.store.poll", "100ms")
            .contextParam("offstage.pool.serve", "no")
            .contextParam("offstage.pool.mail.serve", "no")
            .writeTo(folder.resolve("shop.war"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private TestNode web() {
    return web("8s");
  }

  private TestNode web(String lease) {
    return TestNode.start(
        "web",
        store,
        "offstage.pool.serve",
        "no",
        "offstage.pool.mail.serve",
        "no",
        "offstage.store.lease",
        lease);
  }

  private WorkerProcess worker(int jdk, String name, String... more) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(Arrays.asList("--war", war.toString(), "--store", store.url()));
    arguments.addAll(Arrays.asList("--user", store.user()));
    arguments.addAll(Arrays.asList(more));
    return WorkerProcess.start(jdk, folder, name, arguments.toArray(new String[0]));
  }

  private void awaitLine(WorkerProcess worker, String line) {
    Path log = folder.resolve("log");
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              assertThat(log).as(worker.output()).exists();
              assertThat(Files.readAllLines(log)).as(worker.output()).contains(line);
            });
  }

  @Test
  void what_a_killed_worker_had_is_run_by_another_one() throws Exception {
    // The others have a long one: a slow machine must not take what a worker has away from it.
    String[] soon = {"--set", "offstage.store.lease=2s"};
    try (TestNode web = web("2s");
        WorkerProcess first = worker(8, "first", soon)) {
      Task<String> quick = web.pool("mail").task(Bound.call(Mails::send, "a")).durable().start();
      assertThat(quick.join(LONG)).as(first.output()).isEqualTo("first");
      Task<String> slow = web.task(Bound.call(Mails::sendWhen, "b")).start();
      awaitLine(first, "begun b by first");
      first.kill();

      try (WorkerProcess second = worker(17, "second", soon)) {
        awaitLine(second, "begun b by second");
        Files.createFile(folder.resolve("b"));

        assertThat(slow.join(LONG)).as(second.output()).isEqualTo("second");
        assertThat(store.query("select count(*) from offstage_tasks")).isEqualTo("0");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17})
  void a_worker_that_is_to_end_gives_back_what_it_has(int jdk) throws Exception {
    try (TestNode web = web();
        WorkerProcess worker =
            worker(
                jdk,
                "worker",
                "--pool=default",
                "--set",
                "offstage.pool.size=1",
                "--set",
                "offstage.drain=100ms",
                "--start",
                MailsStart.class.getName())) {
      Task<String> asServlet = web.task(Bound.call(Mails::sendAsServlet, "a")).start();
      assertThatThrownBy(() -> asServlet.join(LONG))
          .as(worker.output())
          .hasStackTraceContaining("NoClassDefFoundError")
          .hasStackTraceContaining("a worker has no servlet API")
          .hasStackTraceContaining("--lib");
      Task<String> twoPools = web.task(Bound.call(Mails::useMailPool, "e")).start();
      assertThat(twoPools.join(LONG)).as(worker.output()).isEqualTo("in memory, QUEUED");
      web.task(Bound.call(Mails::sendWhen, "b")).start();
      awaitLine(worker, "begun b by worker");
      web.task(Bound.call(Mails::send, "c")).start();
      web.pool("mail").task(Bound.call(Mails::send, "d")).durable().start();
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(store.query("select count(*) from offstage_tasks where picked"))
                      .isEqualTo("2"));

      assertThat(worker.terminate()).as(worker.output()).isZero();

      assertThat(
              store.query("select count(*) from offstage_tasks where not picked and crashes = 0"))
          .as(worker.output())
          .isEqualTo("4");
      assertThat(Files.readAllLines(folder.resolve("log")))
          .containsExactly("set up by worker", "begun b by worker", "closed by worker");
      assertThat(folder.resolve("tmp-worker")).isEmptyDirectory();
    }
  }

  @Test
  void an_unpacked_webapp_gets_what_its_server_has_had_by_an_option() throws Exception {
    Path unpacked = folder.resolve("unpacked");
    new WarFile(war, unpacked, WarFile.MOST_BYTES, WarFile.MOST_FILES).unpack();
    war = unpacked;
    String servlets = TestWar.jarOf(HttpServletRequest.class).getPath();
    try (TestNode web = web();
        WorkerProcess worker = worker(17, "worker", "--lib", servlets)) {
      Task<String> task = web.task(Bound.call(Mails::sendAsServlet, "a ")).start();

      assertThat(task.join(LONG))
          .as(worker.output())
          .isEqualTo("a " + HttpServletRequest.class.getName());
      assertThat(worker.terminate()).as(worker.output()).isZero();
      assertThat(unpacked.resolve("WEB-INF/lib/offstage.jar")).exists();
      assertThat(folder.resolve("tmp-worker")).isEmptyDirectory();
    }
  }

  @Test
  void a_task_that_ends_the_process_waits_for_no_drain_of_its_own() throws Exception {
    try (TestNode web = web();
        WorkerProcess worker = worker(17, "worker", "--set", "offstage.drain=1h")) {
      web.task(Bound.call(Mails::exit, "a")).start();
      awaitLine(worker, "exits a by worker");

      assertThat(worker.exitCode()).as(worker.output()).isEqualTo(3);

      assertThat(folder.resolve("tmp-worker")).isEmptyDirectory();
    }
  }

  @Test
  void a_worker_whose_database_is_away_waits_for_it() throws Exception {
    try (WorkerProcess worker =
        worker(17, "worker", "--store", "jdbc:postgresql://127.0.0.1:1/app")) {
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(worker.output()).contains("'shop' starts without its store"));

      assertThat(worker.terminate()).as(worker.output()).isZero();
    }
  }

  @Test
  void a_webapp_without_the_jars_is_refused() throws Exception {
    for (String jar : new String[] {"offstage.jar", "offstage-durable.jar"}) {
      war = TestWar.ofMails().without(jar).writeTo(folder.resolve("broken.war"));
      try (WorkerProcess worker = worker(17, jar)) {
        assertThat(worker.exitCode()).isEqualTo(2);
        assertThat(worker.output())
            .startsWith("offstage-worker: there is no " + jar + " in WEB-INF/lib of the webapp");
        assertThat(folder.resolve("tmp-" + jar)).isEmptyDirectory();
      }
    }
  }

  @Test
  void a_start_that_is_wrong_says_why_and_leaves_nothing() throws Exception {
    try (WorkerProcess noClass = worker(17, "none", "--start", "com.acme.Missing");
        WorkerProcess noPool = worker(17, "pool", "--pool", "mial");
        WorkerProcess hidden = worker(17, "hidden", "--start", Mails.class.getName());
        WorkerProcess failing = worker(17, "failing", "--start", FailingStart.class.getName())) {
      assertThat(noClass.exitCode()).isEqualTo(2);
      assertThat(noClass.output())
          .contains("--start com.acme.Missing: the webapp has no such class");
      assertThat(noPool.exitCode()).isEqualTo(2);
      assertThat(noPool.output()).contains("there is no pool 'mial'", "did you mean 'mail'?");
      assertThat(hidden.exitCode()).isEqualTo(2);
      assertThat(hidden.output()).contains("it must be public, with a public constructor");
      assertThat(failing.exitCode()).isEqualTo(2);
      assertThat(failing.output())
          .contains("has failed: java.lang.UnsupportedOperationException: no beans")
          .contains("at dev.offstage.worker.FailingStart.run");
      assertThat(folder.resolve("tmp-none")).isEmptyDirectory();
      assertThat(folder.resolve("tmp-pool")).isEmptyDirectory();
    }
  }
}
