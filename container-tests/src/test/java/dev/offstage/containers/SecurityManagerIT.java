package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.Jdks;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Tomcat with its own security manager, whose policy grants webapps next to nothing. */
@ParameterizedClass
@CsvSource({"TOMCAT_9, 8", "TOMCAT_9, 17"})
record SecurityManagerIT(Container container, int jdk) {
  private static final Pattern IN_THE_DOCS =
      Pattern.compile("(?s)\n## With a security manager\n.*?```\n(grant .*?)```");

  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Container container, int jdk) throws Exception {
    Tomcat tomcat = (Tomcat) container.newServer(Jdks.home(jdk).toPath());
    tomcat.withSecurityManager(
        ofTheTests("bare")
            + ofTheTests("shop")
            + ofTheDocs()
            + ofTheTests("early")
            + ofTheDocs().replace("/shop/", "/early/")
            + ofTheTests("goes")
            + ofTheDocs().replace("/shop/", "/goes/"));
    server = tomcat;
    server.start(
        List.of(
            War.named("bare")
                .contextParam("offstage.pool.mail.size", "2")
                .contextParam("offstage.respond", "GET /report/**"),
            War.named("shop").contextParam("offstage.pool.mail.size", "2"),
            War.named("goes"),
            War.named("early").contextParam("offstage.respond", "GET /report/** always")),
        "-Doffstage.pool.size=3",
        "-Doffstage.pool.mail.queue=7");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    Server.end(server);
  }

  /** What the classes of the tests themselves want; work in the pool is Offstage's, too. */
  private static String ofTheTests(String webapp) {
    String library = webapp.equals("bare") ? "classes/-" : "-";
    return """
    grant codeBase "file:${catalina.base}/webapps/%s/WEB-INF/%s" {
      permission java.util.PropertyPermission "*", "read,write";
    };
    """
        .formatted(webapp, library);
  }

  private static String ofTheDocs() throws Exception {
    String page = Files.readString(CompatibilityTable.docs().resolveSibling("safety.md"));
    Matcher grants = IN_THE_DOCS.matcher(page);
    assertThat(grants.find()).isTrue();
    return grants.group(1);
  }

  private static String logged(String part) {
    return server.log().stream().filter(line -> line.contains(part)).findFirst().orElseThrow();
  }

  @Test
  void a_webapp_without_the_permissions_runs_as_without_offstage() throws Exception {
    Client bare = new Client(server, "bare");
    assertThat(bare.get("reply/later").body()).startsWith("written by http-nio-");
    assertThat(bare.get("report/plain?name=ann").statusCode()).isEqualTo(201);
    assertThat(bare.get("tasks?pool=mail&count=2").body()).isEqualTo("handed over");
  }

  @Test
  void the_log_has_the_permissions_as_a_policy_has_them() throws Exception {
    String line = logged("'bare' runs as without Offstage");
    for (String permission : ofTheDocs().split("\n")) {
      if (permission.startsWith("  permission ")) {
        assertThat(line).contains(permission.trim());
      }
    }
  }

  @Test
  void with_the_permissions_work_runs_in_the_pool() throws Exception {
    Client shop = new Client(server, "shop");
    assertThat(shop.get("reply/later").body()).startsWith("written by offstage-shop-default-");
    shop.get("tasks?pool=mail&count=2&gate=mail");
    shop.get("after/page?gate=mail");
    shop.open("mail");
    shop.awaitEvents("done mail on offstage-shop-", 3);
  }

  @Test
  void system_properties_that_may_be_read_are_the_operators_as_ever() {
    assertThat(logged("for 'shop'"))
        .contains("pool default (size 3,", "pool mail (size 2, queue 7,");
  }

  @Test
  void early_answers_work_or_the_url_is_served_as_before() throws Exception {
    Client early = new Client(server, "early");
    HttpResponse<String> answer = early.get("report/plain?name=ann");
    assertThat(answer.statusCode()).isEqualTo(201);
  }

  @Test
  void a_webapp_ends_without_a_denied_permission() throws Exception {
    Client goes = new Client(server, "goes");
    assertThat(goes.get("reply/later").body()).startsWith("written by offstage-goes-default-");
    int before = server.log().size();
    server.undeploy("goes");
    await().atMost(Duration.ofSeconds(30)).until(() -> goes.get("gates").statusCode() == 404);
    assertThat(Logs.leaks(server)).isEmpty();
    assertThat(server.log().subList(before, server.log().size()))
        .noneMatch(line -> line.contains("AccessControlException"))
        .noneMatch(line -> line.contains("SEVERE"));
  }
}
