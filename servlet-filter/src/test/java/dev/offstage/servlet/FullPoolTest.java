package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.Offstage;
import dev.offstage.PoolFullException;
import dev.offstage.Task;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A full pool is an answer that clients understand: 503 and when to come again. */
class FullPoolTest {
  private final Gate gate = new Gate();
  private final List<String> worked = new CopyOnWriteArrayList<>();
  private final List<Task<?>> returned = new CopyOnWriteArrayList<>();
  private Webapp app;

  @BeforeEach
  void start() throws Exception {
    app =
        Webapp.dropIn()
            .param("offstage.pool.size", "1")
            .param("offstage.pool.queue", "1")
            .servlet("/fill", (request, response) -> gate.fill(Offstage.pool()))
            .servlet(
                "/later",
                (request, response) ->
                    keep(
                        AsyncReply.to(request, response)
                            .write(() -> worked.add("later"), (result, out) -> {})))
            .servlet(
                "/first",
                (request, response) ->
                    keep(
                        AsyncReply.to(request, response)
                            .accepted("/photos/42")
                            .then(() -> worked.add("first"))))
            .servlet(
                "/thrown",
                (request, response) -> {
                  response.setHeader("X-Half-Made", "yes");
                  response.getWriter().write("half made");
                  Offstage.run(() -> worked.add("thrown"));
                })
            .servlet(
                "/wrapped",
                (request, response) -> {
                  try {
                    Offstage.run(() -> worked.add("wrapped"));
                  } catch (PoolFullException e) {
                    throw new ServletException(new IllegalStateException("a framework", e));
                  }
                })
            .servlet(
                "/committed",
                (request, response) -> {
                  response.getWriter().write("begun");
                  response.flushBuffer();
                  Offstage.run(() -> worked.add("committed"));
                })
            .servlet(
                "/other",
                (request, response) -> {
                  throw new IllegalStateException("of the app");
                })
            .start();
    app.get("/fill");
  }

  private void keep(Task<?> task) {
    if (task != null) {
      returned.add(task);
    }
  }

  @AfterEach
  void stop() throws Exception {
    gate.open();
    app.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/later", "/first", "/thrown", "/wrapped"})
  void is_a_503_that_says_when_to_come_again_and_nothing_begins(String path) throws Exception {
    RawClient.Reply reply;
    try (RawClient client = app.client()) {
      reply = client.get("/shop" + path);
      assertThat(client.hasNothingMore()).isTrue();
    }
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isEqualTo("5");
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.header("X-Half-Made")).isNull();
    assertThat(reply.body())
        .isEqualTo(
            "{\"type\":\"/problems/queue-full\",\"title\":\"Service Unavailable\",\"status\":503,"
                + "\"detail\":\"All workers are busy; try again soon.\"}");
    gate.open();
    app.undeploy();
    assertThat(worked).isEmpty();
    assertThat(returned).isEmpty();
  }

  @Test
  void cuts_a_response_off_that_was_begun() throws Exception {
    try (RawClient client = app.client()) {
      client.send("/shop/committed");
      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void leaves_other_exceptions_to_the_container() throws Exception {
    RawClient.Reply reply = app.get("/other");
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.header("Retry-After")).isNull();
  }
}
