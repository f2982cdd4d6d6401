package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offstage.servlet.snapshot.NotCopiedException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A webapp whose servlet has its request copied as for a redirected method. */
@ExtendWith(WithAgent.class)
abstract class CopiedRequest {
  static final String TEXT = "Content-Type: text/plain";

  @TempDir Path folder;
  final SnapshotArguments arguments = new SnapshotArguments(1_000_000);
  final BlockingQueue<RequestSnapshot> copies = new LinkedBlockingQueue<>();
  Webapp app;

  @BeforeEach
  void make() {
    app = Webapp.dropIn();
    app.context.setAttribute(ServletContext.TEMPDIR, folder.toFile());
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
  }

  RequestSnapshot copy(HttpServletRequest request) throws NotCopiedException {
    return (RequestSnapshot) arguments.copy(request);
  }

  RequestSnapshot next() throws InterruptedException {
    return copies.poll(20, TimeUnit.SECONDS);
  }

  RawClient.Reply post(String body, String... headers) throws IOException {
    try (RawClient client = app.client()) {
      return client.post("/shop/it", body.getBytes(UTF_8), headers);
    }
  }

  void serve(Webapp.Service service) throws Exception {
    app.servlet("/it", service).start();
    app.context.getServletContext().setAttribute(ServletContext.TEMPDIR, folder.toFile());
  }

  void refused(Object argument, String why) {
    assertThatExceptionOfType(NotCopiedException.class)
        .isThrownBy(() -> arguments.copy(argument))
        .withMessageContaining(why);
  }

  void around(UnaryOperator<HttpServletRequest> wrapper) {
    Filter filter =
        (request, response, chain) ->
            chain.doFilter(wrapper.apply((HttpServletRequest) request), response);
    app.context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
  }

  /** One with a body of its own. */
  static final class OfTheApp extends HttpServletRequestWrapper {
    OfTheApp(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return super.getInputStream();
    }
  }
}
