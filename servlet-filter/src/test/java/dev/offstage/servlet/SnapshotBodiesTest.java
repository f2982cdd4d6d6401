package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The body of a request and its copies: each has all of it, or the request is not copied. */
class SnapshotBodiesTest extends CopiedRequest {
  @Test
  void a_call_that_runs_inline_with_the_original_finds_the_body() throws Exception {
    serve(
        (request, response) -> {
          arguments.release(copy(request));
          response.getWriter().write(request.getReader().readLine());
        });
    assertThat(post("the body", TEXT).body()).isEqualTo("the body");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100_000})
  void two_copies_and_the_application_each_have_the_whole_body(int size) throws Exception {
    String body = "x".repeat(size);
    serve(
        (request, response) -> {
          for (int i = 0; i < 2; i++) {
            RequestSnapshot copy = copy(request);
            copies.add(copy);
          }
          response.getOutputStream().write(request.getInputStream().readAllBytes());
        });
    assertThat(post(body, TEXT).body()).isEqualTo(body);
    for (int i = 0; i < 2; i++) {
      RequestSnapshot copy = next();
      assertThat(Snapshots.text(copy.getInputStream())).isEqualTo(body);
      arguments.release(copy);
      arguments.release(copy);
    }
    Snapshots.awaitNoFiles(folder);
  }

  @Test
  void the_body_stays_for_an_asynchronous_request_until_that_is_over() throws Exception {
    Gate gate = new Gate();
    serve(
        (request, response) -> {
          arguments.release(copy(request));
          AsyncContext async = request.startAsync(request, response);
          async.start(
              () -> {
                try {
                  gate.pass();
                  response
                      .getOutputStream()
                      .write(async.getRequest().getInputStream().readAllBytes());
                } catch (IOException | InterruptedException e) {
                  throw new AssertionError(e);
                } finally {
                  async.complete();
                }
              });
        });
    String body = "x".repeat(100_000);
    try (RawClient client = app.client()) {
      client.send("POST", "/shop/it", body.getBytes(UTF_8), TEXT);
      gate.awaitArrived(1);
      assertThat(Snapshots.files(folder)).hasSize(1);
      gate.open();
      assertThat(client.read().body()).isEqualTo(body);
    }
    Snapshots.awaitNoFiles(folder);
  }

  @Test
  void a_copy_of_a_copy_has_all_of_it() throws Exception {
    serve(
        (request, response) -> {
          RequestSnapshot first = RequestSnapshot.of(request);
          RequestSnapshot second = copy(first);
          first.close();
          copies.add(second);
        });
    post("x".repeat(100_000), TEXT, "X-User: anna");
    RequestSnapshot second = next();
    assertThat(second.getHeader("X-User")).isEqualTo("anna");
    assertThat(Snapshots.text(second.getInputStream())).hasSize(100_000);
    second.close();
    Snapshots.awaitNoFiles(folder);
  }

  @Test
  void a_body_that_the_application_has_begun_to_read_is_refused() throws Exception {
    serve(
        (request, response) -> {
          ServletInputStream in = request.getInputStream();
          String begun = new String(in.readNBytes(4), UTF_8);
          refused(request, "has begun to read the body");
          response.getWriter().write(begun + Snapshots.text(in));
        });
    assertThat(post("the body", TEXT).body()).isEqualTo("the body");
  }

  @Test
  void a_body_that_a_reader_has_begun_is_refused() throws Exception {
    serve(
        (request, response) -> {
          request.getReader().mark(4);
          refused(request, "has begun to read the body");
          response.getWriter().write(request.getReader().readLine());
        });
    assertThat(post("the body", TEXT).body()).isEqualTo("the body");
  }

  @Test
  void a_body_that_the_application_has_read_is_no_hindrance() throws Exception {
    serve(
        (request, response) -> {
          String body = Snapshots.text(request.getInputStream());
          RequestSnapshot copy = copy(request);
          copies.add(copy);
          response.getWriter().write(body);
        });
    try (RawClient client = app.client()) {
      client.sendBytes(
          Snapshots.utf8(
              "POST /shop/it HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + "3\r\nabc\r\n0\r\n\r\n"));
      assertThat(client.read().body()).isEqualTo("abc");
    }
    assertThat(next().getInputStream().read()).isNegative();
  }

  @Test
  void a_body_that_comes_from_a_wrapper_of_the_application_is_refused() throws Exception {
    around(OfTheApp::new);
    serve(
        (request, response) -> {
          refused(request, "the body comes from a wrapper");
          response.getWriter().write(request.getReader().readLine());
        });
    assertThat(post("the body", TEXT).body()).isEqualTo("the body");
  }

  @Test
  void a_body_that_could_not_be_read_again_is_refused() throws Exception {
    app.close();
    app = Webapp.bare(12);
    serve(
        (request, response) -> {
          refused(request, "OffstageFilter");
          response.getWriter().write(request.getReader().readLine());
        });
    assertThat(post("the body", TEXT).body()).isEqualTo("the body");
  }
}
