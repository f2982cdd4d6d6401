package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.offstage.testing.Jndi;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.enterprise.concurrent.ContextService;
import javax.naming.NamingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool on the threads of an application server. */
class ManagedExecutorTest {
  private static final String NAME = "java:comp/DefaultManagedExecutorService";

  private final App app = App.with();
  private final Gate gate = new Gate();
  private final ExecutorService server =
      Executors.newCachedThreadPool(work -> new Thread(work, "server"));

  @BeforeEach
  void start() {
    Jndi.install();
    Jndi.NAMES.put(NAME, server);
  }

  @AfterEach
  void stop() {
    gate.open();
    app.close();
    server.shutdownNow();
    Jndi.uninstall();
  }

  private static Pool pool(int size, int queue) {
    return Pool.builder("managed").size(size).queue(queue).threads(NAME).build();
  }

  @Test
  void tasks_run_on_the_servers_threads() throws Exception {
    assertThat(pool(2, 10).call(() -> Thread.currentThread().getName()).join()).isEqualTo("server");
  }

  @Test
  void a_wrong_name_fails_the_start_and_names_the_setting() {
    assertThatThrownBy(() -> App.with("offstage.pool.mail.threads", "java:comp/Nothing"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "offstage.pool.mail.threads = 'java:comp/Nothing': nothing has this JNDI name")
        .hasMessageContaining("this server's default is java:comp/DefaultManagedExecutorService");
  }

  @Test
  void a_name_that_does_not_work_here_is_not_recommended() {
    Jndi.NAMES.clear();

    assertThatThrownBy(() -> Pool.builder("mail").threads(NAME).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java:comp/env/concurrent/pool")
        .hasMessageNotContaining("default is");
  }

  @Test
  void something_else_under_the_name_is_named() {
    Jndi.NAMES.put("java:comp/env/mail", "smtp.example.org");

    assertThatThrownBy(() -> Pool.builder("mail").threads("java:comp/env/mail").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "offstage.pool.mail.threads = 'java:comp/env/mail': that is a java.lang.String, not a"
                + " ManagedExecutorService; this server's default is"
                + " java:comp/DefaultManagedExecutorService");
  }

  @Test
  void the_message_is_said_once_and_lists_what_is_beside_the_wrong_name() {
    Jndi.NAMES.put("java:comp/env/concurrent/mails", server);
    Jndi.NAMES.put("java:comp/env/concurrent/reports", server);

    Throwable thrown =
        catchThrowable(() -> Pool.builder("mail").threads("java:comp/env/concurrent/mail").build());

    assertThat(thrown)
        .hasMessageEndingWith(
            ". In java:comp/env/concurrent there is mails, reports (did you mean 'mails'?)")
        .cause()
        .isInstanceOf(NamingException.class)
        .hasNoCause();
  }

  @Test
  void a_server_without_jndi_is_told_in_one_line() {
    Jndi.uninstall();

    assertThatThrownBy(() -> Pool.builder("mail").threads(NAME).build())
        .hasMessageContaining("nothing has this JNDI name (this server has no JNDI); ");
  }

  @Test
  void what_waits_for_the_response_runs_as_its_submitter_and_not_as_who_completes_that()
      throws Exception {
    CapturingServer.bindManaged(server);
    Pool pool = pool(1, 10);
    ClientRequest request = new ClientRequest("anna's");
    CapturingServer.USER.set("anna");
    Task<String> annas =
        request.call(() -> pool.task(CapturingServer.USER::get).afterResponse().start());
    CapturingServer.USER.set("bert");
    request.responseComplete();
    CapturingServer.USER.remove();

    assertThat(annas.join()).isEqualTo("anna");
  }

  /** To run it as whoever has asked for the thread would be worse. */
  @Test
  void a_server_that_captures_no_context_for_a_task_has_it_refused_aloud() {
    CapturingServer.bindManaged(server);
    Jndi.NAMES.put(
        CapturingServer.CONTEXTS,
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ContextService.class},
            (proxy, method, arguments) -> {
              throw new SecurityException("not here");
            }));
    Pool pool = pool(1, 10);

    assertThatThrownBy(() -> pool.run(() -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("captures no context for a task")
        .hasMessageContaining("not here");
  }

  @Test
  void the_size_stays_the_limit_though_the_server_has_more_threads() {
    Pool pool = pool(2, 10);
    for (int i = 0; i < 5; i++) {
      pool.run(gate::pass);
    }

    gate.awaitArrived(2);
    assertThat(pool.running()).isEqualTo(2);
    assertThat(pool.queued()).isEqualTo(3);
    gate.open();
    await().until(() -> pool.running() == 0 && pool.queued() == 0);
    assertThat(gate.arrived()).isEqualTo(5);
  }

  @Test
  void the_queue_is_bounded() {
    Pool pool = pool(1, 2);
    gate.fill(pool);

    assertThatThrownBy(() -> pool.run(() -> {}))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("1 running and 2 queued");
  }

  @Test
  void a_cancelled_task_gives_its_place_free() {
    Pool pool = pool(1, 1);
    gate.occupy(pool);
    Task<Void> queued = pool.run(() -> {});

    queued.cancel();

    assertThat(pool.queued()).isZero();
    assertThat(pool.run(() -> {}).status()).isEqualTo(Task.Status.QUEUED);
  }

  @Test
  void block_gets_in_when_room_comes_and_rejects_when_none_comes() throws Exception {
    Pool pool =
        Pool.builder("managed")
            .size(1)
            .queue(1)
            .threads(NAME)
            .whenFull(WhenFull.block(Duration.ofMillis(50)))
            .build();
    gate.fill(pool);
    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);

    Pool patient =
        Pool.builder("managed")
            .size(1)
            .queue(1)
            .threads(NAME)
            .whenFull(WhenFull.block(Duration.ofSeconds(20)))
            .build();
    gate.fill(patient);
    Task<String> blocked = Offstage.call(() -> patient.call(() -> "in").join());
    await().until(() -> blocked.status() == Task.Status.RUNNING);
    gate.open();

    assertThat(blocked.join(Duration.ofSeconds(20))).isEqualTo("in");
  }

  @Test
  void close_runs_what_was_accepted_and_leaves_the_servers_executor_open() throws Exception {
    Pool pool = pool(1, 100);
    AtomicInteger ran = new AtomicInteger();
    pool.run(gate::pass);
    for (int i = 0; i < 50; i++) {
      pool.run(ran::incrementAndGet);
    }

    pool.close();
    assertThat(pool.join(Duration.ofMillis(20))).isFalse();
    gate.open();
    pool.join();

    assertThat(ran).hasValue(50);
    assertThat(server.isShutdown()).isFalse();
  }

  @Test
  void terminate_interrupts_and_cancels() throws Exception {
    Pool pool = pool(1, 10);
    Task<Void> running = pool.run(gate::pass);
    gate.awaitArrived(1);
    Task<Void> queued = pool.run(() -> {});

    pool.terminate();

    pool.join();
    assertThat(running.isCancelled()).isTrue();
    assertThat(queued.isCancelled()).isTrue();
  }
}
