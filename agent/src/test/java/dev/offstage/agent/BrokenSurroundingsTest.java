package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.agent.Round.Way;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import javax.management.MBeanServer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What breaks around the agent leaves the application as it would be without it. */
class BrokenSurroundingsTest {
  @RegisterExtension static final WithoutAgent JVM = new WithoutAgent();

  /** As a server has one that writes to its log. */
  private static final class Broken extends PrintStream {
    Broken() {
      super(
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw new IOException("broken");
            }
          });
    }

    @Override
    public void println(String line) {
      throw new AssertionError("the server's log is closed");
    }
  }

  private static Round round() throws Exception {
    return new Round(JVM.instrumentation(), Fault.none());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "PREMAIN, addTransformer",
    "PREMAIN, getAllLoadedClasses",
    "PREMAIN, retransformClasses",
    "PREMAIN, isModifiableClass",
    "PREMAIN, removeTransformer",
    "AGENTMAIN, addTransformer",
    "AGENTMAIN, getAllLoadedClasses",
    "AGENTMAIN, retransformClasses",
    "AGENTMAIN, isModifiableClass",
    "AGENTMAIN, removeTransformer"
  })
  void should_do_without_what_the_jvm_refuses(Way way, String method) throws Exception {
    try (Round round = round()) {
      round.jvm.makeThrow(method);

      round.live(way);

      assertThat(round.problems()).isEmpty();
      await().untilAsserted(() -> assertThat(round.printed()).contains(method));
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_go_on_when_standard_error_throws(Way way) throws Exception {
    try (Round round = round()) {
      System.setErr(new Broken());

      round.live(way);

      assertThat(round.problems()).isEmpty();
      assertThat(round.ranInPool()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_start_the_application_when_nothing_is_right(Way way) throws Exception {
    try (Round round = round()) {
      System.setErr(new Broken());

      round.live(way, "unknown=true");

      assertThat(round.problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_redirect_when_listeners_throw(Way way) throws Exception {
    System.setProperty("shop.listener", "true");
    try (Round round = round()) {
      round.live(way);

      assertThat(round.problems()).isEmpty();
      assertThat(round.ranInPool()).hasSizeGreaterThan(25);
    } finally {
      System.clearProperty("shop.listener");
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_redirect_when_the_mbean_server_refuses(Way way) throws Exception {
    Fault.use(
        (MBeanServer)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MBeanServer.class},
                (proxy, method, arguments) -> {
                  throw new InternalError("no " + method.getName());
                }));
    try (Round round = round()) {
      round.live(way);

      assertThat(round.problems()).isEmpty();
      assertThat(round.ranInPool()).hasSizeGreaterThan(25);
      await()
          .untilAsserted(
              () -> assertThat(round.printed()).contains("is not in JMX: java.lang.InternalError"));
    } finally {
      Fault.use(ManagementFactory.getPlatformMBeanServer());
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_leave_classes_alone_whose_loader_throws(Way way) throws Exception {
    ClassLoader library = new MemoryLoader(getClass().getClassLoader(), Faulty.LIBRARY);
    ClassLoader webapp =
        new MemoryLoader(library, Faulty.APP) {
          @Override
          public URL getResource(String path) {
            throw new IllegalStateException("stopped");
          }

          @Override
          public Enumeration<URL> getResources(String path) {
            throw new IllegalStateException("stopped");
          }
        };
    try (Round round = new Round(JVM.instrumentation(), Fault.none(), webapp)) {
      round.live(way);

      assertThat(round.problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_do_nothing_when_the_rules_cannot_be_read(Way way, @TempDir Path folder)
      throws Exception {
    Path vanished = folder.resolve("vanished.rules");
    Path noText = Files.write(folder.resolve("latin1.rules"), new byte[] {'#', (byte) 0xe4});
    for (Path config : new Path[] {vanished, noText, folder}) {
      try (Round round = round()) {
        round.live(way, "config=" + config);

        assertThat(round.problems()).isEmpty();
        assertThat(round.ranInPool()).isEmpty();
        assertThat(round.printed()).startsWith("[offstage] the agent does nothing: ");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_keep_the_rules_when_their_file_changes(Way way, @TempDir Path folder)
      throws Exception {
    Path config =
        Files.write(
            folder.resolve("jvm.rules"),
            Collections.singletonList("dev.offstage.agent.app.Post#price returns=7"));
    try (Round round = round()) {
      round.onceThere(() -> Files.write(config, new byte[] {(byte) 0xe4, '\n'}));

      round.live(way, "config=" + config);

      assertThat(round.problems()).isEmpty();
      assertThat(round.ranInPool()).anyMatch(call -> call.startsWith("price@"));
    }
  }
}
