package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.internal.request.AfterResponse;
import dev.offstage.testing.LogRecords;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.naming.NamingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartUpTest {
  private final LogRecords log = new LogRecords();

  @AfterEach
  void forget() {
    System.clearProperty("offstage.pool.size");
    log.close();
  }

  @Test
  void one_line_in_the_log_says_what_is_in_effect() throws Exception {
    try (Webapp app = Webapp.dropIn().param("offstage.pool.size", "3").start()) {
      assertThat(log.messages())
          .filteredOn(line -> line.startsWith("Offstage "))
          .singleElement()
          .asString()
          .contains("for 'shop'", "pool default (size 3,", "drain 30s", "agent not attached");
      assertThat(Offstage.pool().size()).isEqualTo(3);
    }
  }

  @Test
  void it_has_the_rules() throws Exception {
    String redirect =
        "# slow ones\n  com.acme.Mailer#send(..)   pool=mail # why\n\ncom.acme.Img#load\n";
    try (Webapp app =
        Webapp.dropIn()
            .param("offstage.pool.mail.size", "1")
            .param("offstage.redirect", redirect)
            .param("offstage.respond", "/a\n/b\n/c\n/d\n/e\n/f\n/g page")
            .start()) {
      assertThat(log.messages())
          .filteredOn(line -> line.startsWith("Offstage "))
          .singleElement()
          .asString()
          .contains("; offstage.redirect (com.acme.Mailer#send(..) pool=mail | com.acme.Img#load);")
          .contains("; offstage.respond (/a | /b | /c | /d | /e | and 2 more);");
    }
  }

  @Test
  void the_webapp_at_the_root_has_a_name_too() throws Exception {
    Webapp app = Webapp.dropIn();
    app.context.setContextPath("/");
    try (app) {
      app.start();
      assertThat(log.messages()).anyMatch(line -> line.contains("for 'root'"));
    }
  }

  @Test
  void a_path_of_several_parts_becomes_one_name() throws Exception {
    Webapp app = Webapp.dropIn();
    app.context.setContextPath("/de/shop");
    try (app) {
      app.start();
      assertThat(log.messages()).anyMatch(line -> line.contains("for 'de-shop'"));
    }
  }

  @Test
  void a_system_property_beats_web_xml() throws Exception {
    System.setProperty("offstage.pool.size", "7");
    try (Webapp app = Webapp.dropIn().param("offstage.pool.size", "3").start()) {
      assertThat(Offstage.pool().size()).isEqualTo(7);
    }
  }

  @Test
  void a_wrong_setting_stops_the_deployment_and_the_message_says_all_about_it() {
    assertThatThrownBy(() -> Webapp.dropIn().param("offstage.pool.size", "many").start())
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("offstage.pool.size = 'many' (context-param in web.xml)")
        .hasMessageContaining("allowed: a whole number from 1 to 10000");
  }

  @Test
  void all_wrong_settings_are_named_at_once() {
    assertThatThrownBy(
            () ->
                Webapp.dropIn()
                    .param("offstage.pool.size", "0")
                    .param("offstage.drain", "soon")
                    .start())
        .hasMessageContaining("offstage.pool.size = '0'")
        .hasMessageContaining("offstage.drain = 'soon'");
  }

  @Test
  void threads_that_the_server_does_not_have_stop_the_deployment() {
    assertThatThrownBy(
            () -> Webapp.dropIn().param("offstage.pool.threads", "java:comp/Nothing").start())
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("offstage.pool.threads = 'java:comp/Nothing'")
        .as("servers print the message of each cause")
        .cause()
        .isInstanceOf(NamingException.class)
        .hasNoCause();
  }

  @Test
  void an_unknown_setting_is_a_warning_with_the_nearest_one() throws Exception {
    try (Webapp app = Webapp.dropIn().param("offstage.pool.sise", "3").start()) {
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("offstage.pool.sise (context-param in web.xml)", "mean offstage.pool.size?");
    }
  }

  @Test
  void the_filter_is_before_all_others_and_supports_async_requests() throws Exception {
    List<Boolean> inside = new CopyOnWriteArrayList<>();
    try (Webapp app =
        Webapp.dropIn()
            .filter(
                (request, response, chain) -> {
                  inside.add(AfterResponse.current() != null);
                  inside.add(request.isAsyncSupported());
                  chain.doFilter(request, response);
                },
                true)
            .servlet("/any", (request, response) -> {})
            .start()) {
      app.get("/any");
      assertThat(inside).containsExactly(true, true);
    }
  }

  @Test
  void the_initializer_called_twice_starts_once() throws Exception {
    try (Webapp app = Webapp.dropIn().initializer(new OffstageInitializer())) {
      app.servlet("/any", (request, response) -> {}).start();
      assertThat(log.messages()).filteredOn(line -> line.startsWith("Offstage ")).hasSize(1);
      assertThat(app.context.getServletContext().getFilterRegistrations().values())
          .extracting(FilterRegistration::getClassName)
          .containsOnlyOnce(OffstageFilter.class.getName());
      assertThat(app.get("/any").status()).isEqualTo(200);
    }
  }

  @Test
  void switched_off_it_runs_everything_inline() throws Exception {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    try (Webapp app =
        Webapp.dropIn()
            .param("offstage.enabled", "false")
            .servlet(
                "/run",
                (request, response) -> {
                  threads.add(Thread.currentThread());
                  Offstage.run(() -> threads.add(Thread.currentThread()));
                })
            .servlet(
                "/later",
                (request, response) ->
                    AsyncReply.to(request, response)
                        .write(() -> "inline", (result, out) -> out.getWriter().write(result)))
            .servlet(
                "/first",
                (request, response) ->
                    AsyncReply.to(request, response)
                        .accepted("/photos/42")
                        .then(() -> threads.add(Thread.currentThread())))
            .servlet(
                "/after",
                (request, response) ->
                    Offstage.task(() -> threads.add(Thread.currentThread()))
                        .afterResponse()
                        .start())
            .start()) {
      app.get("/run");
      assertThat(threads).hasSize(2);
      assertThat(threads.get(1)).isSameAs(threads.get(0));
      assertThat(app.get("/later").body()).isEqualTo("inline");
      assertThat(app.get("/first").status()).isEqualTo(202);
      assertThat(app.get("/after").status()).isEqualTo(200);
      await().until(() -> threads.size() == 4);
    }
  }
}
