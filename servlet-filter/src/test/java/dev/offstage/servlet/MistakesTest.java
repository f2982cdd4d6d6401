package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.offstage.testing.LogRecords;
import jakarta.servlet.ServletContext;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody may get wrong in a web.xml, and the line that says what to do. */
class MistakesTest {
  private final LogRecords log = new LogRecords();

  @AfterEach
  void stop_listening() {
    log.close();
  }

  /** Valid, and hardly meant: the line of the log when the webapp has started and stopped. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /reports/** page | the rule 'GET /reports/** page' of offstage.respond has a page but"
            + " not 'always': browsers do not ask for an early answer, so they never see the page."
            + " Add 'always'",
        "GET /shop/reports always | begins with the context path, which is not a part of the path"
            + " that rules see: write /reports unless",
        "GET /reports always | the rule 'GET /reports always' of offstage.respond has met no"
            + " request: compare its methods and its path"
      })
  void a_rule_without_the_effect_that_it_is_for_is_named(String rule, String line)
      throws Exception {
    try (Webapp app = Webapp.dropIn().param("offstage.respond", rule).start()) {
      app.get("/other");
    }
    assertThat(log.messages()).filteredOn(it -> it.contains(line)).as(line).hasSize(1);
  }

  @Test
  void a_rule_that_has_met_a_request_is_not_named() throws Exception {
    try (Webapp app =
        Webapp.dropIn()
            .param("offstage.respond", "GET /reports")
            .servlet("/reports", (request, response) -> response.getWriter().write("report"))
            .start()) {
      assertThat(app.get("/reports").body()).isEqualTo("report");
    }
    assertThat(log.messages()).noneMatch(it -> it.contains("has met no request"));
  }

  @Test
  void without_a_folder_to_write_to_the_rules_are_off_and_requests_are_served(@TempDir Path folder)
      throws Exception {
    File missing = Files.createFile(folder.resolve("file")).resolve("folder").toFile();
    Webapp app = Webapp.bare(12).param("offstage.respond", "GET /reports always");
    app.context.addServletContainerInitializer(
        (classes, context) -> context.setAttribute(ServletContext.TEMPDIR, missing));
    app.initializer(new OffstageInitializer())
        .servlet("/reports", (request, response) -> response.getWriter().write("report"));
    try (app) {
      assertThat(app.start().get("/reports").body()).isEqualTo("report");
    }
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .startsWith("offstage: the rules of offstage.respond are without effect")
        .contains(missing.getPath());
  }

  @Test
  void the_start_names_the_rules() throws Exception {
    try (Webapp app =
        Webapp.dropIn().param("offstage.respond", "GET  /a always # slow\nPOST /b/**").start()) {
      assertThat(app.port()).isPositive();
    }
    assertThat(log.messages())
        .anyMatch(
            it ->
                it.startsWith("offstage: requests of offstage.respond return in process, ")
                    && it.endsWith("; rules: 'GET /a always', 'POST /b/**'"));
  }

  @Test
  void the_filter_of_the_other_servlet_api_is_told_apart_by_name(@TempDir Path folder)
      throws Exception {
    Files.createDirectories(folder.resolve("WEB-INF"));
    Files.writeString(
        folder.resolve("WEB-INF/web.xml"),
        "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee'><filter><filter-name>offstage"
            + "</filter-name><filter-class>dev.offstage.javaee.OffstageFilter</filter-class>"
            + "</filter><filter-mapping><filter-name>offstage</filter-name>"
            + "<url-pattern>/*</url-pattern></filter-mapping></web-app>");
    Webapp app = Webapp.ofFiles(folder).initializer(new OffstageInitializer());
    try (app) {
      assertThat(catchThrowable(app::start)).isNotNull();
    }
    assertThat(log.warnings())
        .anyMatch(
            it ->
                it.startsWith(
                        "offstage: web.xml has the filter class dev.offstage.javaee.OffstageFilter,"
                            + " which this server cannot load (")
                    && it.endsWith(
                        "the one for this server is dev.offstage.servlet.OffstageFilter"));
  }
}
