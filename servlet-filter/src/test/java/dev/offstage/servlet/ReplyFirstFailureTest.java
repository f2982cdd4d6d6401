package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.Task;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReplyFirstFailureTest {
  @Test
  void an_answer_that_throws_starts_nothing() throws Exception {
    AtomicReference<String> worked = new AtomicReference<>();
    try (Webapp app =
        Webapp.dropIn()
            .servlet(
                "/first",
                (request, response) -> {
                  boolean checked = "checked".equals(request.getParameter("how"));
                  AsyncReply.to(request, response)
                      .answer(
                          out -> {
                            if (checked) {
                              throw new ServletException("no answer");
                            }
                            throw new IllegalStateException("no answer");
                          })
                      .then(() -> worked.set("worked"));
                })
            .start()) {
      assertThat(app.get("/first?how=checked").status()).isEqualTo(500);
      assertThat(app.get("/first").status()).isEqualTo(500);
      app.undeploy();
      assertThat(worked).hasNullValue();
    }
  }

  /** A template that is missing, say; it is not the client who has gone. */
  @Test
  void an_answer_that_cannot_be_read_starts_nothing() throws Exception {
    AtomicReference<String> worked = new AtomicReference<>();
    try (Webapp app =
        Webapp.dropIn()
            .servlet(
                "/first",
                (request, response) ->
                    AsyncReply.to(request, response)
                        .answer(
                            out -> {
                              out.setStatus(201);
                              throw new java.nio.file.NoSuchFileException("template.html");
                            })
                        .then(() -> worked.set("worked")))
            .start()) {
      assertThat(app.get("/first").status()).isEqualTo(500);
      app.undeploy();
      assertThat(worked).hasNullValue();
    }
  }

  /** The client that has asked for it may be gone: what it asked for is done all the same. */
  @Test
  void an_answer_that_cannot_be_sent_starts_the_work() throws Exception {
    try (Gate gate = new Gate();
        Webapp app =
            Webapp.dropIn()
                .servlet(
                    "/first",
                    (request, response) ->
                        AsyncReply.to(request, response)
                            .answer(
                                out -> {
                                  throw new IOException("Broken pipe");
                                })
                            .then(gate::pass))
                .start()) {
      app.get("/first");
      gate.awaitArrived(1);
      gate.open();
    }
  }

  @Test
  void a_response_that_was_begun_is_refused_clearly() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Task<?>> task = new AtomicReference<>();
    try (Webapp app =
        Webapp.dropIn()
            .servlet(
                "/first",
                (request, response) -> {
                  response.flushBuffer();
                  assertThatThrownBy(
                          () ->
                              task.set(
                                  AsyncReply.to(request, response)
                                      .accepted("/photos/42")
                                      .then(() -> {})))
                      .satisfies(thrown::set);
                })
            .start()) {
      app.get("/first");
      assertThat(thrown.get())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("GET /shop/first")
          .hasMessageContaining("begun already");
      assertThat(task).hasNullValue();
    }
  }
}
