package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequestAttributeListener;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds the server's own request takes one that returns by a connection for a local one. */
class RespondListenersTest {
  private static final String LOCAL = "is from here";

  /** Lets this machine in. */
  static final class LocalOnly implements ServletRequestListener {
    @Override
    public void requestInitialized(ServletRequestEvent event) {
      boolean local = "127.0.0.1".equals(event.getServletRequest().getRemoteAddr());
      event.getServletRequest().setAttribute(LOCAL, local);
    }
  }

  /** Brings it in as late as a webapp may. */
  static final class Late implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      event.getServletContext().addListener(new LocalOnly());
    }
  }

  private static Webapp app(String trust) {
    return Way.CONNECTION
        .dropIn(24)
        .param("offstage.respond", "/**")
        .param("offstage.respond.trust-listeners", trust)
        .servlet(
            "/admin",
            (request, response) -> {
              if (Boolean.TRUE.equals(request.getAttribute(LOCAL))) {
                response.getWriter().write("the secret");
              } else {
                response.sendError(403);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void code_that_lets_this_machine_in_lets_no_other_in(boolean late) throws Exception {
    try (LogRecords log = new LogRecords();
        Webapp app = app("false")) {
      app.context.addEventListener(late ? new Late() : new LocalOnly());
      app.start();
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains(
              "answered as before",
              "the ServletRequestListener " + LocalOnly.class.getName(),
              "offstage.respond.trust-listeners=true",
              "offstage.respond.way=auto");
      RespondClient other = RespondClient.at("127.0.0.9", app);
      assertThat(other.send("POST", "/shop/admin").status()).isEqualTo(403);
      assertThat(other.begin("/admin").status()).isEqualTo(403);
      assertThat(new RespondClient(app).begin("/admin").body()).isEqualTo("the secret");
      assertThat(log.warnings()).hasSize(1);
    }
  }

  @Test
  void a_listener_of_attributes_has_the_servers_request_too() throws Exception {
    try (LogRecords log = new LogRecords();
        Webapp app = app("false")) {
      app.context.addEventListener(new ServletRequestAttributeListener() {});
      app.start();
      assertThat(new RespondClient(app).begin("/admin").status()).isEqualTo(403);
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("the ServletRequestAttributeListener ");
    }
  }

  @Test
  void a_deployer_can_say_that_none_relies_on_the_address() throws Exception {
    try (LogRecords log = new LogRecords();
        Webapp app = app("true")) {
      app.context.addEventListener(new LocalOnly());
      app.start();
      RespondClient client = new RespondClient(app);
      assertThat(client.result(client.begun("/admin")).body()).isEqualTo("the secret");
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void a_webapp_without_rules_hears_nothing_of_it() throws Exception {
    try (LogRecords log = new LogRecords();
        Webapp app = Webapp.dropIn()) {
      app.context.addEventListener(new LocalOnly());
      app.start();
      assertThat(log.warnings()).isEmpty();
    }
  }
}
