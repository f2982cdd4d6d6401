package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In all of these the client has its answer while the work still stands at the gate. */
class ReplyFirstTest {
  private static Webapp answering(Gate gate) throws Exception {
    return Webapp.dropIn()
        .servlet(
            "/accepted",
            (request, response) ->
                AsyncReply.to(request, response).accepted("/photos/42").then(gate::pass))
        .servlet(
            "/seeOther",
            (request, response) ->
                AsyncReply.to(request, response).seeOther("/shop/photos").then(gate::pass))
        .servlet(
            "/answer",
            (request, response) ->
                AsyncReply.to(request, response)
                    .answer(
                        out -> {
                          out.setStatus(201);
                          out.setHeader("X-Own", "yes");
                          out.getWriter().write("thanks");
                        })
                    .then(gate::pass))
        .servlet(
            "/stream",
            (request, response) ->
                AsyncReply.to(request, response)
                    .answer(out -> out.getOutputStream().write(new byte[100_000]))
                    .then(gate::pass))
        .servlet("/next", (request, response) -> response.getWriter().write("next"))
        .start();
  }

  @Test
  void accepted_is_a_202_with_its_location() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = answering(gate)) {
      RawClient.Reply reply = app.get("/accepted");
      assertThat(reply.status()).isEqualTo(202);
      assertThat(reply.header("Location")).isEqualTo("/photos/42");
      assertThat(reply.header("Content-Length")).isEqualTo("0");
      gate.open();
    }
  }

  @Test
  void see_other_is_a_303_with_its_location() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = answering(gate)) {
      RawClient.Reply reply = app.get("/seeOther");
      assertThat(reply.status()).isEqualTo(303);
      assertThat(reply.header("Location")).isEqualTo("/shop/photos");
      gate.open();
    }
  }

  @Test
  void an_own_answer_has_its_status_headers_and_body() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = answering(gate)) {
      RawClient.Reply reply = app.get("/answer");
      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.header("X-Own")).isEqualTo("yes");
      assertThat(reply.body()).isEqualTo("thanks");
      gate.open();
    }
  }

  /** "Background" work of frameworks held the response back: starlette #919, #1438. */
  @ParameterizedTest
  @ValueSource(strings = {"/accepted", "/seeOther", "/answer", "/stream"})
  void the_next_request_of_the_connection_is_answered_while_the_work_is_held(String path)
      throws Exception {
    try (Gate gate = new Gate();
        Webapp app = answering(gate);
        RawClient client = app.client()) {
      RawClient.Reply first = client.get("/shop" + path);
      assertThat(first.status()).isLessThan(400);
      gate.awaitArrived(1);
      assertThat(client.get("/shop/next").body()).isEqualTo("next");
      assertThat(gate.passed()).isZero();
      gate.open();
      gate.awaitPassed(1);
    }
  }

  @Test
  void the_work_does_not_begin_before_the_response_is_out() throws Exception {
    BlockingQueue<String> order = new LinkedBlockingQueue<>();
    try (Gate answer = new Gate();
        Webapp app =
            Webapp.dropIn()
                .servlet(
                    "/first",
                    (request, response) ->
                        AsyncReply.to(request, response)
                            .answer(
                                out -> {
                                  passUnchecked(answer);
                                  order.add("answered");
                                })
                            .then(() -> order.add("begun")))
                .servlet("/next", (request, response) -> {})
                .start();
        RawClient client = app.client()) {
      client.send("/shop/first");
      answer.awaitArrived(1);
      app.get("/next");
      assertThat(order).isEmpty();
      answer.open();
      client.read();
      assertThat(order.take()).isEqualTo("answered");
      assertThat(order.take()).isEqualTo("begun");
    }
  }

  private static void passUnchecked(Gate gate) {
    try {
      gate.pass();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
