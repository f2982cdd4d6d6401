package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Background;
import dev.offstage.internal.agent.AgentBridgeV1;
import dev.offstage.testing.LogRecords;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An annotation that nobody looks at is ignored without a word: spring-framework #18413,
 * spring-boot #39416.
 */
class MissingAgentTest {
  private static final String VERSION = "dev.offstage.agent.version";

  @TempDir Path folder;

  private final LogRecords log = new LogRecords();

  /** A class of the webapp. */
  static class Mailer {
    @Background
    void send() {}
  }

  /** As a build that weaves leaves it. */
  static class Woven {
    final Class<?> bridge = AgentBridgeV1.class;

    @Background
    void send() {}
  }

  @AfterEach
  void forget() {
    System.clearProperty(VERSION);
    log.close();
  }

  private void put(Class<?> type) throws Exception {
    String file = type.getName().replace('.', '/') + ".class";
    Path target = folder.resolve("WEB-INF/classes").resolve(file);
    Files.createDirectories(target.getParent());
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      Files.copy(in, target);
    }
  }

  private static boolean isReading() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().endsWith("-rules"));
  }

  private static void awaitThatAllIsRead() {
    await().until(() -> !isReading());
  }

  private Webapp files() {
    return Webapp.ofFiles(folder).initializer(new OffstageInitializer());
  }

  @Test
  void a_marked_method_and_no_agent_is_a_warning_with_the_class_and_the_flag() throws Exception {
    put(Gate.class);
    put(Mailer.class);
    try (Webapp app = files().start()) {
      log.awaitWarning("@Background");
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("MissingAgentTest$Mailer", "-javaagent:/path/to/offstage-agent.jar");
    }
  }

  /** Whatever has a time limit would wait for it: there is one timer only. */
  @Test
  void reading_the_classes_is_nothing_for_the_timer() throws Exception {
    put(Mailer.class);
    List<String> threads = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger("dev.offstage.agent");
    // A logger's filter is asked by the thread that logs.
    logger.setFilter(
        line -> line.getLevel() != Level.WARNING || threads.add(Thread.currentThread().getName()));
    try (Webapp app = files().start()) {
      log.awaitWarning("@Background");
      assertThat(threads).singleElement().asString().matches("offstage-.*-rules");
    } finally {
      logger.setFilter(null);
    }
  }

  @Test
  void no_marked_method_is_no_warning() throws Exception {
    put(Gate.class);
    try (Webapp app = files().start()) {
      awaitThatAllIsRead();
      app.undeploy();
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void a_class_that_its_build_has_woven_is_no_warning() throws Exception {
    put(Woven.class);
    try (Webapp app = files().start()) {
      awaitThatAllIsRead();
      app.undeploy();
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void rules_and_no_agent_are_a_warning_with_the_flag() throws Exception {
    try (Webapp app = files().param("offstage.redirect", "com.acme.Mailer#send").start()) {
      log.awaitWarning("offstage.redirect");
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("no agent is attached", "-javaagent:/path/to/offstage-agent.jar");
    }
  }

  @Test
  void rules_and_no_agent_stop_a_strict_deployment() {
    Webapp app =
        files().param("offstage.redirect", "com.acme.Mailer#send").param("offstage.strict", "true");
    assertThatThrownBy(app::start)
        .hasMessageContaining("offstage.strict is true")
        .hasMessageContaining("no agent is attached");
  }

  @Test
  void with_the_agent_there_is_no_warning() throws Exception {
    System.setProperty(VERSION, "1.2.3");
    put(Mailer.class);
    try (Webapp app = files().start()) {
      assertThat(log.messages()).anyMatch(line -> line.endsWith("agent 1.2.3"));
      app.undeploy();
      assertThat(log.warnings()).isEmpty();
    }
  }
}
