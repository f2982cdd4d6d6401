package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.LogRecords;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replies that fail when a part of them is on its way. */
class ReplyBreakTest {
  private final LogRecords log = new LogRecords();

  @AfterEach
  void stop_listening() {
    log.close();
  }

  private static Webapp failing(ResultWriter<String> writer) throws Exception {
    return Webapp.dropIn()
        .servlet(
            "/later",
            (request, response) ->
                AsyncReply.to(request, response)
                    .name("report")
                    .cancelOnDisconnect()
                    .write(() -> "result", writer))
        .start();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void a_writer_that_throws_after_its_first_bytes_breaks_the_response_off(
      HttpClient.Version version) throws Exception {
    IllegalStateException thrown = new IllegalStateException("secret");
    try (Webapp app =
        failing(
            (result, out) -> {
              out.getWriter().write("the first half");
              out.flushBuffer();
              throw thrown;
            })) {
      HttpRequest request =
          HttpRequest.newBuilder(app.uri("/later")).timeout(Duration.ofSeconds(20)).build();
      HttpClient http = HttpClient.newBuilder().version(version).build();
      assertThatThrownBy(() -> http.send(request, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(java.net.http.HttpTimeoutException.class);
      await().until(() -> !log.all().isEmpty());
    }
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .contains("the reply to the request of 'report' broke off after its first bytes");
    assertThat(log.all()).extracting(LogRecord::getThrown).contains(thrown);
  }

  /** An IOException that says nothing of the client. */
  @Test
  void a_file_that_is_missing_in_the_middle_breaks_the_response_off() throws Exception {
    try (Webapp app =
            failing(
                (result, out) -> {
                  out.getOutputStream().write(new byte[100_000]);
                  throw new NoSuchFileException("template.html");
                });
        RawClient client = app.client()) {
      client.send("/shop/later");
      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
      log.awaitWarning("'report' broke off");
    }
  }

  @Test
  void a_client_that_has_gone_is_no_failure_of_the_writer() throws Exception {
    try (Gate gate = new Gate();
        Webapp app =
            failing(
                (result, out) -> {
                  gate.pass();
                  for (int i = 0; i < 1_000; i++) {
                    out.getOutputStream().write(new byte[100_000]);
                  }
                })) {
      try (RawClient client = app.client()) {
        client.send("/shop/later");
        gate.awaitArrived(1);
        client.reset();
      }
      gate.open();
      await().until(() -> log.messages().stream().anyMatch(it -> it.contains("did not get")));
    }
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void a_published_result_that_fails_after_its_first_bytes_is_broken_off() throws Exception {
    try (Webapp app =
            Webapp.dropIn()
                .servlet(
                    "/start",
                    (request, response) -> {
                      dev.offstage.Task<String> task = dev.offstage.Offstage.call(() -> "result");
                      response
                          .getWriter()
                          .write(
                              TaskStatus.publish(
                                  request,
                                  response,
                                  task,
                                  (result, out) -> {
                                    out.getWriter().write("the first half");
                                    out.flushBuffer();
                                    throw new IllegalStateException("secret");
                                  }));
                    })
                .start();
        RawClient client = app.client()) {
      String status = app.get("/start").body();
      await().until(() -> app.getAt(status).status() == 303);
      client.send(status + "/result");
      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
      assertThat(log.warnings()).singleElement().asString().contains("broke off");
    }
  }
}
