package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every bound of respond-async, what happens past it, and that nothing stays behind. */
@ParameterizedClass
@EnumSource
class RespondLimitsTest {
  @Parameter Way way;
  @TempDir private Path folder;
  private Gate gate;
  private Webapp app;
  private RespondClient client;

  @BeforeEach
  void make() {
    gate = new Gate();
    app =
        way.dropIn(24)
            .param("offstage.respond", "/**")
            .param("offstage.pool.size", "2")
            .servlet(
                "/count",
                (request, response) -> {
                  gate.pass();
                  long count = 0;
                  byte[] buffer = new byte[8192];
                  for (int n = 0; n >= 0; n = request.getInputStream().read(buffer)) {
                    count += n;
                  }
                  response.getWriter().write(count + " bytes");
                })
            .servlet(
                "/large",
                (request, response) -> response.getOutputStream().write(new byte[200_000]));
    app.context.setTempDirectory(folder.toFile());
    app.context.setTempDirectoryPersistent(true);
    client = new RespondClient(app);
  }

  @AfterEach
  void stop() throws Exception {
    gate.close();
    app.close();
    assertThat(files()).isZero();
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> it.getFileName().toString().startsWith("offstage-")).count();
    }
  }

  private RawClient.Reply post(String path, int size, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Prefer: respond-async");
    return client.sendBody("POST", "/shop" + path, "x".repeat(size), all.toArray(new String[0]));
  }

  @Test
  void a_large_body_is_a_file_until_the_work_has_ended() throws Exception {
    app.start();
    RawClient.Reply accepted = post("/count", 300_000);
    assertThat(accepted.status()).isEqualTo(202);
    gate.awaitArrived(1);
    assertThat(files()).isEqualTo(1);
    gate.open();
    assertThat(client.result(accepted.header("Location")).body()).isEqualTo("300000 bytes");
    await().until(() -> files() == 0);
  }

  @Test
  void a_chunked_body_arrives_whole() throws Exception {
    app.start();
    gate.open();
    String head =
        "POST /shop/count HTTP/1.1\r\nHost: h\r\nPrefer: respond-async\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n";
    try (RawClient raw = app.client()) {
      raw.sendBytes((head + "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n").getBytes(ISO_8859_1));
      RawClient.Reply accepted = raw.read();
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(client.result(accepted.header("Location")).body()).isEqualTo("11 bytes");
    }
  }

  @Test
  void a_body_that_is_too_large_is_a_413_and_nothing_begins() throws Exception {
    app.param("offstage.respond.body", "100k").start();
    RawClient.Reply declared = post("/count", 200_000);
    assertThat(declared.status()).isEqualTo(413);
    assertThat(declared.body()).contains("102400 bytes");
    try (RawClient raw = app.client()) {
      String head =
          "POST /shop/count HTTP/1.1\r\nHost: h\r\nPrefer: respond-async\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n20000\r\n";
      raw.sendBytes((head + "x".repeat(0x20000) + "\r\n0\r\n\r\n").getBytes(ISO_8859_1));
      assertThat(raw.read().status()).isEqualTo(413);
    }
    assertThat(gate.arrived()).isZero();
    // The file goes after the answer.
    await().until(() -> files() == 0);
  }

  @Test
  void a_body_that_drips_is_a_408_and_holds_no_place() throws Exception {
    app.param("offstage.respond.body.time", "1s").start();
    try (RawClient raw = app.client()) {
      raw.sendHead("POST", "/shop/count", 1_000_000, "Prefer: respond-async");
      Thread drip =
          new Thread(
              () -> {
                try {
                  while (!Thread.interrupted()) {
                    raw.sendBytes("x".getBytes(UTF_8));
                    Thread.sleep(20);
                  }
                } catch (IOException | InterruptedException e) {
                  // Answered, and the connection is closed.
                }
              });
      drip.start();
      assertThat(raw.read().status()).isEqualTo(408);
      drip.interrupt();
      drip.join();
    }
    assertThat(Offstage.pool().running()).isZero();
    assertThat(gate.arrived()).isZero();
  }

  @Test
  void half_a_body_begins_nothing_and_leaves_nothing() throws Exception {
    app.start();
    for (int i = 0; i < 20; i++) {
      try (RawClient raw = app.client()) {
        raw.sendHead("POST", "/shop/count", 200_000, "Prefer: respond-async");
        raw.sendBytes(new byte[100_000]);
        raw.reset();
      }
    }
    await().until(() -> files() == 0);
    assertThat(gate.arrived()).isZero();
    assertThat(Offstage.pool().queued()).isZero();
  }

  @Test
  void without_room_for_files_a_body_is_a_503() throws Exception {
    app.param("offstage.respond.memory", "0").param("offstage.respond.disk", "150k").start();
    assertThat(post("/count", 100_000).status()).isEqualTo(202);
    RawClient.Reply refused = post("/count", 100_000);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("60");
    gate.open();
  }

  @Test
  void a_response_that_is_too_large_fails_its_task_and_the_log_says_why() throws Exception {
    app.param("offstage.respond.result", "100k").start();
    try (LogRecords log = new LogRecords()) {
      String location = client.begun("/large");
      RawClient.Reply result = client.result(location);
      assertThat(result.status()).isEqualTo(500);
      assertThat(result.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(client.get(location).body()).contains("\"state\":\"FAILED\"");
      assertThat(log.messages()).anyMatch(it -> it.contains("'POST /large' has no response"));
    }
    await().until(() -> Offstage.pool().running() == 0);
  }

  @Test
  void a_full_pool_is_a_503_with_retry_after_and_nothing_begins() throws Exception {
    app.param("offstage.pool.queue", "1").start();
    for (int i = 0; i < 3; i++) {
      assertThat(post("/count", 1).status()).isEqualTo(202);
    }
    RawClient.Reply refused = post("/count", 1);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("5");
    gate.open();
    await().until(() -> gate.passed() == 3);
  }

  @Test
  void of_too_many_kept_tasks_the_one_that_ended_first_is_forgotten() throws Exception {
    app.param("offstage.respond.tasks", "2").start();
    gate.open();
    String first = client.begun("/count");
    client.awaitEnd(first);
    String second = client.begun("/count");
    client.awaitEnd(second);
    String third = client.begun("/count");
    client.awaitEnd(third);
    assertThat(client.get(first).status()).isEqualTo(410);
    assertThat(client.get(second).status()).isEqualTo(303);
  }

  @Test
  void while_all_kept_tasks_go_on_there_is_no_room_for_another() throws Exception {
    app.param("offstage.respond.tasks", "2").start();
    client.begun("/count");
    client.begun("/count");
    assertThat(client.begin("/count").status()).isEqualTo(503);
    gate.open();
    await().atMost(Duration.ofSeconds(20)).until(() -> client.begin("/count").status() == 202);
  }

  /** The response is in a file by then; nobody waits for who reads it. */
  @Test
  void who_reads_a_result_slowly_holds_no_place_in_the_pool() throws Exception {
    app.start();
    String location = client.begun("/large");
    client.awaitEnd(location);
    try (RawClient slow = app.client()) {
      slow.send(location + "/result");
      await().until(() -> Offstage.pool().running() == 0);
      assertThat(client.result(client.begun("/large")).status()).isEqualTo(200);
      assertThat(slow.read().body()).hasSize(200_000);
    }
  }
}
