package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The webapp whose work waits for a file, and writes what it does, both in one folder. */
record DurableWork(Path folder) {
  private static final String WEB_XML =
      """
      <servlet><servlet-name>durable</servlet-name>
      <servlet-class>dev.offstage.containers.webapp.DurableServlet</servlet-class></servlet>
      <servlet-mapping><servlet-name>durable</servlet-name><url-pattern>/durable</url-pattern>
      </servlet-mapping>
      """;

  /** With the durable jar and H2, whose driver needs Java 11, but without the settings of both. */
  War webapp() {
    return War.named("shop")
        .library(Built.file("durable"))
        .library(Built.jar("database/h2"))
        .webXml(WEB_XML);
  }

  /** Lets the work go on, now and later. */
  void go() throws IOException {
    Files.createFile(folder.resolve("go"));
  }

  List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("log"));
  }

  void awaitLine(String line) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(folder.resolve("log")).exists();
              assertThat(lines()).contains(line);
            });
  }
}
