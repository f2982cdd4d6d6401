package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Offstage;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

/** A request that is answered later is its own work's, where the application has made it so. */
class KeptByReplyTest extends KeptByWork {
  @Test
  void a_reply_that_comes_first_does_not_begin_when_its_work_has_the_request() throws Exception {
    serve(
        (request, response) -> {
          assertRequestRefused(
              () ->
                  AsyncReply.to(request, response)
                      .accepted("/photos/42")
                      .then(() -> request.getMethod()));
          response.getWriter().write("still unanswered");
        });
    assertThat(post("").body()).isEqualTo("still unanswered");
  }

  /** When the time is up the reply is complete, and the work goes on. */
  @Test
  void the_work_of_a_later_reply_has_no_request_but_the_writer_may() throws Exception {
    serve(
        (request, response) -> {
          AsyncReply reply = AsyncReply.to(request, response);
          assertRequestRefused(
              () -> reply.write(() -> request.getMethod(), (method, out) -> use(method)));
          assertThat(request.isAsyncStarted()).isFalse();
          reply.write(
              () -> "the method is ",
              (text, out) -> response.getWriter().write(text + request.getMethod()));
        });
    assertThat(post("").body()).isEqualTo("the method is POST");
  }

  @Test
  void beside_a_later_reply_no_other_task_takes_the_request() throws Exception {
    Gate gate = new Gate();
    serve(
        (request, response) -> {
          AsyncReply.to(request, response)
              .write(() -> waitAt(gate), (text, out) -> out.getWriter().write(text));
          assertThat(request.isAsyncStarted()).isTrue();
          assertRequestRefused(() -> Offstage.run(() -> use(request)));
          assertRefused(() -> Offstage.run(() -> use(response)), "AsyncReply");
          gate.open();
        });
    assertThat(post("").body()).isEqualTo("later");
  }

  private static String waitAt(Gate gate) throws InterruptedException {
    gate.pass();
    return "later";
  }

  @Test
  void a_request_that_the_application_has_made_asynchronous_is_its_own() throws Exception {
    serve(
        (request, response) -> {
          AsyncContext async = request.startAsync();
          Offstage.run(
              () -> {
                response.getWriter().write("later, " + request.getParameter("user"));
                async.complete();
              });
        });
    assertThat(post("").body()).isEqualTo("later, anna");
  }

  @Test
  void an_asynchronous_context_alone_is_taken_also_from_another_thread() throws Exception {
    serve(
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.start(
              () -> {
                HttpServletResponse out = (HttpServletResponse) async.getResponse();
                Offstage.run(
                    () -> {
                      out.getWriter().write("by a task");
                      async.complete();
                    });
              });
        });
    assertThat(post("").body()).isEqualTo("by a task");
  }
}
