package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.LogRecords;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles of a user, in a task. */
class SnapshotRolesTest {
  private static final String TWO_ROLES =
      """
      <web-app xmlns="http://java.sun.com/xml/ns/javaee" version="3.0">
        <security-role><role-name> editor </role-name></security-role>
        <security-role><role-name>admin</role-name></security-role>
      </web-app>
      """;

  @TempDir private Path folder;
  private final Snapshots snapshots = new Snapshots();
  private Webapp app;

  @AfterEach
  void stop() throws Exception {
    app.close();
  }

  private RequestSnapshot take(String path) throws Exception {
    assertThat(app.get(path).status()).isEqualTo(200);
    return snapshots.next();
  }

  private void start(String webXml) throws Exception {
    Path file = Files.createDirectories(folder.resolve("WEB-INF")).resolve("web.xml");
    Files.writeString(file, webXml);
    app =
        Webapp.ofFiles(folder)
            .initializer(new OffstageInitializer())
            .servlet("/editor", (request, response) -> snapshots.take(new Editor(request)))
            .servlet("/nobody", (request, response) -> snapshots.take(request))
            .start();
  }

  @Test
  void the_roles_that_web_xml_names_are_known() throws Exception {
    start(TWO_ROLES);
    RequestSnapshot it = take("/editor");
    assertThat(it.isUserInRole("editor")).isTrue();
    assertThat(it.isUserInRole("admin")).isFalse();
    assertThatThrownBy(() -> it.isUserInRole("other"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("isUserInRole of a role that web.xml does not name");
  }

  @Test
  void nobody_has_no_role() throws Exception {
    start(TWO_ROLES);
    assertThat(take("/nobody").isUserInRole("other")).isFalse();
    assertThat(take("/nobody").getUserPrincipal()).isNull();
  }

  @Test
  void an_old_web_xml_with_a_document_type_is_read_and_nothing_is_fetched() throws Exception {
    start(
        """
        <!DOCTYPE web-app PUBLIC "-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN"
          "http://java.sun.com/dtd/web-app_2_3.dtd">
        <web-app>
          <security-role><role-name>editor</role-name></security-role>
        </web-app>
        """);
    assertThat(take("/editor").isUserInRole("editor")).isTrue();
  }

  @Test
  void a_web_xml_that_cannot_be_read_names_none_and_is_spoken_of_once() throws Exception {
    start(TWO_ROLES);
    Files.writeString(folder.resolve("WEB-INF/web.xml"), "<web-app><security-role>");
    try (LogRecords log = new LogRecords()) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> take("/editor").isUserInRole("editor"))
            .isInstanceOf(UnsupportedOperationException.class);
      }
      assertThat(log.messages()).filteredOn(it -> it.contains("web.xml")).hasSize(1);
    }
  }

  private static final class Editor extends HttpServletRequestWrapper {
    Editor(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> "anna";
    }

    @Override
    public boolean isUserInRole(String role) {
      return role.equals("editor");
    }
  }
}
