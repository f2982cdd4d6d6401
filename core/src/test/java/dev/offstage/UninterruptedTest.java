package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An interrupt closes the FileChannel that its thread uses, for everybody who shares it: that is
 * how a cancelled task takes a whole H2 database or Lucene index with it.
 */
class UninterruptedTest {
  private final Gate gate = new Gate();
  private final LogRecords log = new LogRecords();
  @TempDir private Path folder;
  private FileChannel shared;

  @BeforeEach
  void open() throws IOException {
    shared =
        FileChannel.open(
            folder.resolve("database"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @AfterEach
  void close() throws IOException {
    gate.open();
    log.close();
    shared.close();
  }

  /** Work that was cancelled before it comes to the channel. */
  private void write() throws IOException {
    boolean interrupted = false;
    gate.arrive();
    while (gate.isClosed()) {
      interrupted |= Thread.interrupted();
      Thread.yield();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    shared.write(ByteBuffer.wrap(new byte[] {1}));
  }

  private void goOn(Pool pool) {
    gate.open();
    await().until(() -> pool.running() == 0);
  }

  @Test
  void an_interrupt_closes_the_channel_for_everybody() {
    try (App app = App.with()) {
      Task<Void> task = Offstage.run(this::write);
      gate.awaitArrived(1);

      task.cancel(true);
      goOn(Offstage.pool("default"));

      assertThat(shared.isOpen()).isFalse();
    }
  }

  @Test
  void work_of_a_task_that_forbids_it_goes_on_to_its_end() throws Exception {
    try (App app = App.with()) {
      Task<Void> task = Offstage.task(this::write).interrupt(false).start();
      gate.awaitArrived(1);

      assertThat(task.cancel(true)).isTrue();
      assertThat(task.status()).isEqualTo(Task.Status.CANCELLED);
      assertThat(Offstage.pool("default").running()).isEqualTo(1);
      goOn(Offstage.pool("default"));

      assertThat(shared.isOpen()).isTrue();
      assertThat(shared.size()).isEqualTo(1);
    }
  }

  @Test
  void so_does_that_of_a_pool_that_is_terminated() throws Exception {
    try (App app = App.with()) {
      Pool own = Pool.builder("own").size(1).interrupt(false).build();
      own.run(this::write);
      gate.awaitArrived(1);

      own.terminate();
      gate.open();
      own.join();

      assertThat(shared.size()).isEqualTo(1);
    }
  }

  @Test
  void so_does_that_of_batches_and_of_an_executor_view() throws Exception {
    try (App app = App.with("offstage.pool.interrupt", "false")) {
      ExecutorService view = Offstage.pool("default").asExecutorService();
      Batch<Integer> batch =
          Offstage.map(
              Collections.singletonList(1),
              item -> {
                write();
                return item;
              });
      view.submit(
          () -> {
            write();
            return null;
          });
      gate.awaitArrived(2);

      batch.cancel(true);
      view.shutdownNow();
      goOn(Offstage.pool("default"));

      assertThat(shared.size()).isEqualTo(2);
    }
  }

  @Test
  void a_drain_names_it_as_lost_and_leaves_it_alone() throws Exception {
    try (App app = App.with("offstage.drain", "0s", "offstage.pool.mail.interrupt", "false")) {
      Pool mail = Offstage.pool("mail");
      mail.run(this::write);
      gate.awaitArrived(1);

      app.drain();
      goOn(mail);

      assertThat(shared.size()).isEqualTo(1);
    }
    assertThat(log.warnings())
        .anyMatch(line -> line.contains("stops and loses 1 task"))
        .anyMatch(line -> line.contains("stops while work goes on that is not interrupted: "))
        .noneMatch(line -> line.contains("ignores its interrupt"));
  }

  @Test
  void the_start_says_which_pools_do_not_interrupt() {
    Settings settings =
        Settings.load(
            Collections.singletonList(
                new SettingsSource(
                    "web.xml", Collections.singletonMap("offstage.pool.mail.interrupt", "false"))));

    assertThat(settings.toString()).contains("pool mail (").contains("interrupt false)");
    assertThat(settings.defaultPool().toString()).doesNotContain("interrupt");
  }
}
