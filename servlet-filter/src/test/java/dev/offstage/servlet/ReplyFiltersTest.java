package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Filters that do something to a response when the servlet has written it. */
class ReplyFiltersTest {
  private final LogRecords log = new LogRecords();
  private final AtomicInteger served = new AtomicInteger();

  @AfterEach
  void stop_listening() {
    log.close();
  }

  /** How filters of this kind end. */
  enum Kind {
    /** As Spring's ShallowEtagHeaderFilter: keeps one layer over all dispatches. */
    KNOWS_ASYNC {
      @Override
      void filter(ServletRequest request, ServletResponse response, FilterChain chain)
          throws IOException, ServletException {
        boolean again = request.getDispatcherType() == DispatcherType.ASYNC;
        ServletResponse own = again ? response : new Caching((HttpServletResponse) response);
        chain.doFilter(request, own);
        if (!request.isAsyncStarted()) {
          caching(own).handDown();
        }
      }
    },
    /** As it is written in a hurry: a layer in each dispatch, ended when the chain returns. */
    KNOWS_NOTHING {
      @Override
      void filter(ServletRequest request, ServletResponse response, FilterChain chain)
          throws IOException, ServletException {
        Caching own = new Caching((HttpServletResponse) response);
        chain.doFilter(request, own);
        own.handDown();
      }
    };

    abstract void filter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException;
  }

  private static Caching caching(ServletResponse response) {
    ServletResponse at = response;
    while (!(at instanceof Caching)) {
      at = ((HttpServletResponseWrapper) at).getResponse();
    }
    return (Caching) at;
  }

  private record KindFilter(Kind kind) implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      kind.filter(request, response, chain);
    }
  }

  private Webapp behind(Filter filter, DispatcherType first, DispatcherType... more)
      throws Exception {
    return behind(filter, Webapp.dropIn(), first, more);
  }

  private Webapp behind(Filter filter, Webapp app, DispatcherType first, DispatcherType... more)
      throws Exception {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    app.context.addFilter(holder, "/*", EnumSet.of(first, more));
    return app.servlet(
            "/later",
            (request, response) -> {
              served.incrementAndGet();
              boolean fails = request.getQueryString() != null;
              AsyncReply reply = AsyncReply.to(request, response).name("report");
              reply.write(
                  () -> {
                    if (fails) {
                      throw new IllegalStateException("secret");
                    }
                    return "result";
                  },
                  (result, out) -> out.getWriter().write(result));
            })
        .start();
  }

  @ParameterizedTest
  @EnumSource
  void a_reply_ends_with_the_share_of_a_filter_that_keeps_the_body(Kind kind) throws Exception {
    try (Webapp app = behind(new KindFilter(kind), DispatcherType.REQUEST, DispatcherType.ASYNC)) {
      RawClient.Reply reply = app.get("/later");
      assertThat(reply.body()).isEqualTo("result");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("X-Kept")).isEqualTo("6");
      assertThat(served).as("the servlet has run once").hasValue(1);
    }
    assertThat(log.warnings()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void work_that_throws_is_a_500_behind_such_filters_too(Kind kind) throws Exception {
    try (Webapp app = behind(new KindFilter(kind), DispatcherType.REQUEST, DispatcherType.ASYNC)) {
      RawClient.Reply reply = app.get("/later?fail");
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.body()).contains("/problems/failed");
      assertThat(served).hasValue(1);
    }
    assertThat(log.warnings()).hasSize(1);
  }

  /** Its filter has ended with the servlet, and never sees the reply. */
  @ParameterizedTest
  @EnumSource
  void a_reply_that_a_filter_has_kept_is_a_500_and_never_empty(Kind kind) throws Exception {
    try (Webapp app = behind(new KindFilter(kind), DispatcherType.REQUEST)) {
      RawClient.Reply reply = app.get("/later");
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.body()).contains("/problems/failed");
      assertThat(served).hasValue(1);
    }
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .contains("'report'", "Caching", "ASYNC dispatches");
  }

  @Test
  void where_no_filter_ends_the_dispatch_a_kept_reply_is_a_500_too() throws Exception {
    Webapp bare = Webapp.bare(12).filter(new OffstageFilter(), true);
    try (Webapp app =
        behind(
            new KindFilter(Kind.KNOWS_ASYNC), bare, DispatcherType.REQUEST, DispatcherType.ASYNC)) {
      RawClient.Reply reply = app.get("/later");
      assertThat(reply.status()).isEqualTo(500);
      assertThat(served).hasValue(1);
    }
    assertThat(log.warnings()).singleElement().asString().contains("'report'", "Caching");
  }

  /** As an ETag that the client has already. */
  @Test
  void a_filter_may_answer_without_the_body() throws Exception {
    Filter unchanged =
        (request, response, chain) -> {
          Caching own = new Caching((HttpServletResponse) response);
          chain.doFilter(request, own);
          own.flushBuffer();
          if (own.content.size() > 0) {
            ((HttpServletResponse) response).setStatus(304);
          }
        };
    try (Webapp app = behind(unchanged, DispatcherType.REQUEST, DispatcherType.ASYNC)) {
      assertThat(app.get("/later").status()).isEqualTo(304);
    }
    assertThat(log.warnings()).isEmpty();
  }

  /** As servlets do it for HEAD, by a wrapper that takes no bytes. */
  @Test
  void a_reply_to_head_has_no_body_and_is_no_error() throws Exception {
    Filter bodiless =
        (request, response, chain) ->
            chain.doFilter(request, new Caching((HttpServletResponse) response));
    try (Webapp app = behind(bodiless, DispatcherType.REQUEST, DispatcherType.ASYNC);
        RawClient client = app.client()) {
      assertThat(client.head("/shop/later").status()).isEqualTo(200);
    }
    assertThat(log.warnings()).isEmpty();
  }

  /** Most of them, such as those that add headers. */
  @Test
  void a_filter_that_hands_all_of_it_down_changes_nothing() throws Exception {
    Filter harmless =
        (request, response, chain) ->
            chain.doFilter(
                request, new HttpServletResponseWrapper((HttpServletResponse) response) {});
    for (EnumSet<DispatcherType> types :
        List.of(
            EnumSet.of(DispatcherType.REQUEST),
            EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC))) {
      try (Webapp app =
          behind(harmless, DispatcherType.REQUEST, types.toArray(new DispatcherType[0]))) {
        RawClient.Reply reply = app.get("/later");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("result");
      }
    }
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void a_compressed_reply_is_whole() throws Exception {
    try (Webapp app = behind(new Zipping(), DispatcherType.REQUEST, DispatcherType.ASYNC)) {
      HttpResponse<InputStream> reply =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(app.uri("/later")).build(),
                  HttpResponse.BodyHandlers.ofInputStream());
      assertThat(reply.headers().firstValue("Content-Encoding")).hasValue("gzip");
      try (InputStream plain = new GZIPInputStream(reply.body())) {
        assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("result");
      }
    }
  }

  /** Compresses what the servlet has written when the chain returns. */
  private static final class Zipping implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      Caching own = new Caching((HttpServletResponse) response);
      chain.doFilter(request, own);
      own.flushBuffer();
      if (own.content.size() > 0) {
        ((HttpServletResponse) response).setHeader("Content-Encoding", "gzip");
        try (GZIPOutputStream zip = new GZIPOutputStream(response.getOutputStream())) {
          own.content.writeTo(zip);
        }
      }
    }
  }
}
