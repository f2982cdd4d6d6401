package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A task finds under {@code java:comp} what its webapp has there, on threads of Offstage's own. */
class NamingIT {
  private static final String WEB_XML =
      """
      <env-entry><env-entry-name>greeting</env-entry-name>
      <env-entry-type>java.lang.String</env-entry-type>
      <env-entry-value>%s</env-entry-value></env-entry>
      <servlet><servlet-name>name</servlet-name>
      <servlet-class>dev.offstage.containers.webapp.NameServlet</servlet-class></servlet>
      <servlet-mapping><servlet-name>name</servlet-name><url-pattern>/name</url-pattern>
      </servlet-mapping>
      """;

  /** Jetty and Undertow have no such names unless they are made to. */
  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun()
        .filter(it -> !it.toString().matches("(Jetty|Undertow).*"));
  }

  /** Payara's is not known: there the log says what to set, and this sets it. */
  private static War webapp(String name, boolean known) {
    return War.named(name)
        .contextParam("offstage.pool.default.size", "1")
        .contextParam(
            "offstage.pool.threads", known ? "platform" : "java:comp/DefaultManagedExecutorService")
        .webXml(WEB_XML.formatted("hello from " + name));
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void a_task_has_the_names_of_its_webapp(Platform platform) throws Exception {
    try (Server server = platform.newServer()) {
      boolean known = platform.container() != Container.PAYARA_MICRO;
      server.start(List.of(webapp("shop", known), webapp("bar", known)));
      for (String name : List.of("shop", "bar")) {
        Client client = new Client(server, name);
        // One that is queued as well: the thread is the same.
        assertThat(client.get("name?pool=default&gate=" + name).body())
            .isEqualTo("here hello from " + name);
        client.get("name?pool=default&gate=second-" + name);
        client.open(name);
        client.open("second-" + name);
        assertThat(client.awaitEvent(name + " found "))
            .startsWith(
                name + " found hello from " + name + (known ? " on offstage-" + name : " on "));
        assertThat(client.awaitEvent("second-" + name + " found "))
            .startsWith("second-" + name + " found hello from " + name);
      }
      assertThat(
              server.log().stream().anyMatch(line -> line.contains("under java:comp: look it up")))
          .isNotEqualTo(known);
      assertThat(server.log())
          .noneMatch(line -> line.contains("WFLYEE0007") && line.contains("dev.offstage"));
    }
  }
}
