package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.agent.AgentBridgeV1;
import dev.offstage.servlet.snapshot.NotCopiedException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a redirected method is given in place of its request. */
@ExtendWith(WithAgent.class)
class SnapshotArgumentsTest {
  private static final String TEXT = "Content-Type: text/plain";

  @TempDir private Path folder;
  private final SnapshotArguments arguments = new SnapshotArguments(1_000_000);
  private final BlockingQueue<RequestSnapshot> copies = new LinkedBlockingQueue<>();
  private Webapp app;

  @BeforeEach
  void make() {
    app = Webapp.dropIn();
    app.context.setAttribute(ServletContext.TEMPDIR, folder.toFile());
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
  }

  private RequestSnapshot copy(HttpServletRequest request) throws NotCopiedException {
    return (RequestSnapshot) arguments.copy(request);
  }

  private RequestSnapshot next() throws InterruptedException {
    return copies.poll(20, TimeUnit.SECONDS);
  }

  private RawClient.Reply post(String body, String... headers) throws IOException {
    try (RawClient client = app.client()) {
      return client.post("/shop/it", body.getBytes(UTF_8), headers);
    }
  }

  private void serve(Webapp.Service service) throws Exception {
    app.servlet("/it", service).start();
    app.context.getServletContext().setAttribute(ServletContext.TEMPDIR, folder.toFile());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Object.class,
        ServletRequest.class,
        HttpServletRequest.class,
        HttpServletRequestWrapper.class,
        RequestSnapshot.class
      })
  void a_copy_fits_for_what_a_request_can_be(Class<?> type) {
    assertThat(arguments.mayHold(type)).isTrue();
    assertThat(arguments.fits(type)).isTrue();
  }

  /** A task would have the request as it is, or a copy in its place that has no such method. */
  @Test
  void a_method_of_a_request_itself_stays_inline() throws Exception {
    BlockingQueue<Boolean> handedOver = new LinkedBlockingQueue<>();
    serve(
        (request, response) ->
            handedOver.add(
                AgentBridgeV1.handOver(
                    Greeting.LOOKUP,
                    "greet",
                    "(Ljava/lang/Object;)V",
                    0,
                    "pool= start=NOW",
                    new Object[] {new Greeting(request), "anna"})));

    post("");

    assertThat(handedOver.poll(20, TimeUnit.SECONDS)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        OfTheApp.class,
        ServletResponse.class,
        HttpServletResponse.class,
        HttpSession.class,
        Part.class,
        ServletInputStream.class
      })
  void no_copy_fits_for_other_things_of_a_request(Class<?> type) {
    assertThat(arguments.isOfRequest(type)).isTrue();
    assertThat(arguments.mayHold(type)).isTrue();
    assertThat(arguments.fits(type)).isFalse();
  }

  /** Such a method is handed over unless the argument is the container's. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        Object.class,
        InputStream.class,
        OutputStream.class,
        Reader.class,
        PrintWriter.class,
        Map.class,
        Enumeration.class
      })
  void an_argument_of_a_common_type_may_be_of_the_request(Class<?> type) {
    assertThat(arguments.isOfRequest(type)).isFalse();
    assertThat(arguments.mayHold(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {String.class, int.class, Runnable.class, List.class, ServletContext.class})
  void most_parameters_are_no_concern(Class<?> type) {
    assertThat(arguments.mayHold(type)).isFalse();
  }

  @Test
  void other_arguments_stay_what_they_are() throws Exception {
    assertThat(arguments.copy("text")).isEqualTo("text");
    assertThat(arguments.copy(null)).isNull();
    arguments.release(null);
  }

  @Test
  void responses_sessions_and_streams_are_refused() throws Exception {
    app.context.setSessionHandler(new SessionHandler());
    serve(
        (request, response) -> {
          refused(response, "does not outlive its request");
          refused(request.getSession(), "does not outlive its request");
          refused(request.getInputStream(), "does not outlive its request");
          refused(response.getWriter(), "does not outlive its request");
        });
    assertThat(post("x").status()).isEqualTo(200);
  }

  @Test
  void the_reader_of_a_request_is_refused_and_those_of_others_are_not() throws Exception {
    serve(
        (request, response) -> {
          refused(request.getReader(), "does not outlive its request");
          Object own = new BufferedReader(new StringReader("x"));
          assertThat(arguments.copy(own)).isSameAs(own);
          Object map = Map.of("user", "anna");
          assertThat(arguments.copy(map)).isSameAs(map);
        });
    assertThat(post("x").status()).isEqualTo(200);
  }

  private void refused(Object argument, String why) {
    assertThatExceptionOfType(NotCopiedException.class)
        .isThrownBy(() -> arguments.copy(argument))
        .withMessageContaining(why);
  }

  @Test
  void a_call_that_runs_inline_with_the_original_finds_the_body() throws Exception {
    serve(
        (request, response) -> {
          arguments.release(copy(request));
          response.getWriter().write(request.getReader().readLine());
        });
    assertThat(post("the body", TEXT).body()).isEqualTo("the body");
  }

  @Test
  void a_copy_does_not_know_the_running_request() throws Exception {
    serve(
        (request, response) -> {
          RequestSnapshot copy = copy(request);
          request.setAttribute("later", true);
          assertThat(copy.getAttribute("later")).isNull();
          assertThatThrownBy(() -> copy.setAttribute("later", true))
              .isInstanceOf(UnsupportedOperationException.class);
        });
    assertThat(post("x").status()).isEqualTo(200);
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

  @Test
  void a_wrapper_is_copied_as_the_application_sees_it() throws Exception {
    around(LoggedIn::new);
    serve(
        (request, response) -> {
          RequestSnapshot copy = copy(request);
          copies.add(copy);
        });
    post("the body", TEXT);
    RequestSnapshot copy = next();
    assertThat(copy.getUserPrincipal().getName()).isEqualTo("anna");
    assertThat(copy.getRemoteUser()).isEqualTo("anna");
    assertThat(copy.getAuthType()).isEqualTo("FORM");
    assertThat(copy.getHeader("X-Wrapped")).isEqualTo("yes");
    assertThat(copy.getReader().readLine()).isEqualTo("the body");
  }

  private void around(UnaryOperator<HttpServletRequest> wrapper) {
    Filter filter =
        (request, response, chain) ->
            chain.doFilter(wrapper.apply((HttpServletRequest) request), response);
    app.context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
  }

  /** As Spring Security's. */
  private static final class LoggedIn extends HttpServletRequestWrapper {
    LoggedIn(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> "anna";
    }

    @Override
    public String getRemoteUser() {
      return "anna";
    }

    @Override
    public String getAuthType() {
      return "FORM";
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(List.of("X-Wrapped"));
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return Collections.enumeration(List.of("yes"));
    }
  }

  /** One with a body of its own. */
  private static final class OfTheApp extends HttpServletRequestWrapper {
    OfTheApp(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return super.getInputStream();
    }
  }

  /** A wrapper with a method of its own. */
  private static final class Greeting extends HttpServletRequestWrapper {
    static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    Greeting(HttpServletRequest request) {
      super(request);
    }

    @SuppressWarnings("unused") // by name
    void greet(Object whom) {}
  }
}
