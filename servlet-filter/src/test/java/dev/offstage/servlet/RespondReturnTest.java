package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a request comes back into its webapp, and that nothing else comes that way. */
@ParameterizedClass
@EnumSource
class RespondReturnTest {
  @Parameter Way way;
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  private Webapp app() {
    return way.dropIn(24)
        .param("offstage.respond", "/**")
        .servlet(
            "/see",
            (request, response) -> {
              seen.add(
                  request.getRequestURL()
                      + " "
                      + request.getQueryString()
                      + " from "
                      + request.getRemoteAddr()
                      + " secure "
                      + request.isSecure()
                      + " header "
                      + request.getHeader("X-Own")
                      + " names "
                      + Collections.list(request.getHeaderNames()));
              response.getWriter().write("seen");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Offstage-Passage: AAAAAAAAAAAAAAAAAAAAAA", "offstage-passage: x"})
  void a_token_that_nobody_gave_opens_nothing(String header) throws Exception {
    try (Webapp app = app().start()) {
      RespondClient client = new RespondClient(app);
      assertThat(client.send("POST", "/shop/see", header).status()).isEqualTo(400);
      assertThat(client.begin("/see", header).status()).isEqualTo(400);
      assertThat(client.get("/shop/_offstage/probe", header).status()).isEqualTo(404);
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void the_webapp_sees_the_request_as_it_was_and_not_the_way() throws Exception {
    try (Webapp app = app().start();
        RawClient raw = new RawClient(app.port(), "127.0.0.2")) {
      raw.send(
          "POST",
          "/shop/see?q=%20a&b=c",
          new byte[0],
          "X-Own: \u00fc \"quoted\"",
          "Prefer: respond-async",
          "Accept-Encoding: gzip",
          "X-Forwarded-For: 192.0.2.1");
      RawClient.Reply accepted = raw.read();
      new RespondClient(app).result(accepted.header("Location"));
      assertThat(seen.take())
          .startsWith("http://localhost/shop/see q=%20a&b=c from 127.0.0.2 secure false")
          .contains("header \u00fc \"quoted\"", "X-Forwarded-For")
          .doesNotContainIgnoringCase("passage")
          .doesNotContainIgnoringCase("prefer");
    }
  }

  /** A server that trusts this machine would believe them of us. */
  @Test
  void headers_that_name_a_client_reach_the_servlet_and_nothing_in_front() throws Exception {
    try (Webapp app =
        way.dropIn()
            .param("offstage.respond", "/**")
            .param("offstage.respond.trust-listeners", "true")
            .servlet(
                "/see",
                (request, response) ->
                    seen.add(
                        request.getHeader("X-Forwarded-For")
                            + " "
                            + request.getHeader("forwarded")
                            + " "
                            + request.getIntHeader("X-Tenant")
                            + " "
                            + request.getDateHeader("X-Since")
                            + " "
                            + Collections.list(request.getHeaders("X-Real-IP"))))) {
      app.context.addEventListener(
          new ServletRequestListener() {
            @Override
            public void requestInitialized(ServletRequestEvent event) {
              HttpServletRequest own = (HttpServletRequest) event.getServletRequest();
              if (own.getHeader("Offstage-Passage") != null && !own.getMethod().equals("GET")) {
                seen.add("in front " + Collections.list(own.getHeaderNames()));
              }
            }
          });
      app.start();
      RespondClient client = new RespondClient(app);
      client.result(
          client.begun(
              "/see",
              "X-Forwarded-For: 6.6.6.6",
              "Forwarded: for=6.6.6.6",
              "X-Real-IP: 6.6.6.6",
              "X-Real-IP: 7.7.7.7",
              "X-Tenant: 12",
              "X-Since: Thu, 01 Jan 1970 00:00:01 GMT"));
      assertThat(seen.take())
          .startsWith("in front ")
          .doesNotContainIgnoringCase("forwarded")
          .doesNotContain(way == Way.CONNECTION ? "X-" : "X-Real-IP");
      assertThat(seen.take()).isEqualTo("6.6.6.6 for=6.6.6.6 12 1000 [6.6.6.6, 7.7.7.7]");
    }
  }

  @Test
  void a_filter_for_requests_only_is_on_the_way() throws Exception {
    try (Webapp app = app()) {
      FilterHolder filter =
          new FilterHolder(
              (request, response, chain) -> {
                seen.add("filter " + request.getDispatcherType());
                chain.doFilter(request, response);
              });
      app.context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
      app.start();
      RespondClient client = new RespondClient(app);
      assertThat(client.result(client.begun("/see")).body()).isEqualTo("seen");
      assertThat(seen.take()).isEqualTo("filter REQUEST");
    }
  }

  /** A webapp whose web.xml has a CORS filter and, behind it, Offstage's. */
  private Webapp behindCors(Path folder, String mapping) throws IOException {
    Path webXml = Files.createDirectories(folder.resolve("WEB-INF")).resolve("web.xml");
    Files.writeString(
        webXml,
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
          <context-param><param-name>offstage.respond</param-name>
            <param-value>/see/** wait=10s</param-value></context-param>
          <filter><filter-name>cors</filter-name>
            <filter-class>dev.offstage.servlet.RespondReturnTest$Cors</filter-class>
            <async-supported>true</async-supported></filter>
          <filter><filter-name>off</filter-name>
            <filter-class>dev.offstage.servlet.OffstageFilter</filter-class>
            <async-supported>true</async-supported></filter>
          <filter-mapping><filter-name>cors</filter-name>
            <url-pattern>/*</url-pattern></filter-mapping>
          <filter-mapping><filter-name>off</filter-name>
            <url-pattern>%s</url-pattern></filter-mapping>
        </web-app>
        """
            .formatted(mapping));
    return way.takenBy(Webapp.ofFiles(folder))
        .servlet("/see", (request, response) -> response.getWriter().write("seen"));
  }

  /** Lets all origins in. */
  public static final class Cors extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      response.setHeader("Access-Control-Allow-Origin", "*");
      chain.doFilter(request, response);
    }
  }

  @Test
  void behind_a_filter_that_is_not_for_every_request_the_webapp_does_not_start(@TempDir Path folder)
      throws Exception {
    Webapp app = behindCors(folder, "/see/*").initializer(new OffstageInitializer());
    assertThatThrownBy(app::start)
        .hasStackTraceContaining(
            "offstage.respond needs the filter 'off' for every request: map it to /* in web.xml, not"
                + " to [/see/*]");
  }

  @Test
  void behind_a_cors_filter_scripts_of_other_origins_see_where_the_task_is(@TempDir Path folder)
      throws Exception {
    try (Webapp app = behindCors(folder, "/*").initializer(new OffstageInitializer()).start()) {
      RawClient.Reply accepted = new RespondClient(app).begin("/see");
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(accepted.header("Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(accepted.header("Access-Control-Expose-Headers")).contains("Location");
      RawClient.Reply result = new RespondClient(app).result(accepted.header("Location"));
      assertThat(result.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }
  }

  /** The entry of the filter in web.xml has no dispatcher, which means REQUEST alone. */
  @Test
  void a_request_that_waits_for_its_answer_is_worked_on_once(@TempDir Path folder)
      throws Exception {
    try (Gate gate = new Gate();
        Webapp app = behindCors(folder, "/*");
        RawClient client =
            new RawClient(
                app.servlet(
                        "/see/once",
                        (request, response) -> {
                          seen.add("for " + request.getParameter("name"));
                          gate.pass();
                          response.getWriter().write("once");
                        })
                    .start()
                    .port())) {
      client.send(
          "POST",
          "/shop/see/once",
          "name=ann".getBytes(StandardCharsets.UTF_8),
          "Prefer: respond-async, wait=10",
          "Content-Type: application/x-www-form-urlencoded");
      gate.awaitArrived(1);
      assertThat(client.hasNothingMore()).isTrue();
      gate.open();
      RawClient.Reply real = client.read();
      assertThat(real.status()).isEqualTo(200);
      assertThat(real.body()).isEqualTo("once");
      assertThat(seen).containsExactly("for ann");
    }
  }

  @Test
  void a_wrong_rule_stops_the_webapp_and_is_named() {
    Webapp app = way.dropIn().param("offstage.respond", "POTS /a");
    assertThatThrownBy(app::start)
        .hasStackTraceContaining("offstage.respond (context-param in web.xml), line 1: 'POTS /a'");
  }
}
