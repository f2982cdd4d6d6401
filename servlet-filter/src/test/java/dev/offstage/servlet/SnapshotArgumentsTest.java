package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.agent.AgentBridgeV1;
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
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.lang.invoke.MethodHandles;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a redirected method is given in place of its request. */
class SnapshotArgumentsTest extends CopiedRequest {
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
