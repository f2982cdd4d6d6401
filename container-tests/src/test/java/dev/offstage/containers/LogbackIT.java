package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A webapp with a Logback of its own, which a listener of it sets up. */
class LogbackIT {
  private static final String WEB_XML =
      """
      <web-app xmlns='%s' version='%s'>
        <listener>
          <listener-class>dev.offstage.containers.webapp.Loaders</listener-class>
        </listener>
        <listener>
          <listener-class>ch.qos.logback.classic.servlet.LogbackServletContextListener</listener-class>
        </listener>
      </web-app>
      """;
  private static final String LOGBACK_XML =
      """
      <configuration>
        <appender name='file' class='ch.qos.logback.core.FileAppender'>
          <file>%s</file>
          <encoder><pattern>%%level %%logger [%%X{user}] %%msg%%n</pattern></encoder>
        </appender>
        <root level='INFO'><appender-ref ref='file'/></root>
      </configuration>
      """;
  private static final String PAGE =
      """
      <% org.slf4j.MDC.put("user", "ann");
         dev.offstage.Offstage.task(new dev.offstage.Work() {
           public void run() { throw new IllegalStateException("no mail server"); }
         }).name("mail").start();
         org.slf4j.MDC.clear(); %>sent""";

  private final Server server = Container.TOMCAT_9.newServer();

  @TempDir private Path logs;

  @AfterEach
  void stop() {
    Server.end(server);
  }

  private Path shop(Path folder, ServletApi api, Path log) throws IOException {
    Bundle war =
        new Bundle()
            .with("WEB-INF/web.xml", WEB_XML.formatted(api.namespace, api.version))
            .with("WEB-INF/classes/logback.xml", LOGBACK_XML.formatted(log))
            .with("WEB-INF/lib/offstage.jar", Built.offstageJar())
            .with("WEB-INF/lib/webapp.jar", webapp(folder, api))
            .with("fail.jsp", PAGE);
    for (String jar : List.of("logback-classic", "logback-core", "slf4j-api")) {
      war.with(
          "WEB-INF/lib/" + jar + ".jar", Built.file("jars").resolve("logback/" + jar + ".jar"));
    }
    return war.writeTo(folder.resolve("shop.war"));
  }

  private static Path webapp(Path folder, ServletApi api) throws IOException {
    return new Bundle().withClassesOf(api, "webapp").writeTo(folder.resolve("webapp.not-deployed"));
  }

  @Test
  void has_the_lines_with_the_mdc_and_keeps_no_class_loader() throws Exception {
    Path log = logs.resolve("shop.log");
    Deployable shop = (folder, api) -> shop(folder, api, log);
    server.start(List.of(shop, War.named("bar")), "-XX:SoftRefLRUPolicyMSPerMB=0");
    for (String starts : List.of("2 ", "3 ")) {
      server.redeploy("shop");
      await().until(() -> leaks().startsWith(starts));
    }
    await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(leaks()).startsWith("3 1 "));

    assertThat(new Client(server, "shop").get("fail.jsp").body()).isEqualTo("sent");

    await()
        .untilAsserted(
            () -> assertThat(log).content().contains("WARN dev.offstage.pool [ann] Task 'mail'"));
    assertThat(server.log())
        .anyMatch(line -> line.contains("Offstage") && line.contains(" for 'shop': "))
        .anyMatch(line -> line.contains("'shop' has started; its log goes on in its own SLF4J"))
        .noneMatch(line -> line.contains("Task 'mail'"));
    assertThat(Logs.leaks(server)).isEmpty();
  }

  private String leaks() throws Exception {
    return new Client(server, "bar").get("leaks?of=shop").body();
  }
}
