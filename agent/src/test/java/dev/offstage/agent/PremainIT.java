package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built jar as {@code -javaagent}, in JVMs of its own. */
class PremainIT {
  private static final String IN_POOL = "ran on offstage-main-default-N";
  private static final String INLINE = "ran on main";

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void should_redirect_and_print_nothing_but_the_report_on_each_jdk(int version) throws Exception {
    File home =
        String.valueOf(version).equals(System.getProperty("java.specification.version"))
            ? new File(System.getProperty("java.home"))
            : Jdks.home(version);

    Jvm jvm = Jvm.runMain(home, Jvm.AGENT);

    assertThat(jvm.exitCode).isZero();
    assertThat(jvm.out.trim()).isEqualTo(IN_POOL);
    assertThat(jvm.err).contains("[offstage] redirects dev.offstage.agent.app.Album#completable");
    assertThat(jvm.err.split("\n")).allMatch(line -> line.startsWith("[offstage] redirects"));
  }

  @Test
  void should_do_nothing_without_the_agent() throws Exception {
    assertThat(Jvm.runMain().out.trim()).isEqualTo(INLINE);
  }

  @Test
  void should_do_nothing_when_switched_off() throws Exception {
    Jvm jvm = Jvm.runMain(Jvm.AGENT + "=enabled=false");

    assertThat(jvm.out.trim()).isEqualTo(INLINE);
    assertThat(jvm.err).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"enabled=maybe", "enabled", "enable=false", "enabled=true,pool=mail", ","})
  void should_start_the_program_as_without_the_agent_when_an_argument_is_wrong(String arguments)
      throws Exception {
    Jvm jvm = Jvm.runMain(Jvm.AGENT + "=" + arguments);

    assertThat(jvm.exitCode).isZero();
    assertThat(jvm.out.trim()).isEqualTo(INLINE);
    assertThat(jvm.err)
        .contains("[offstage] the agent does nothing")
        .contains("unknown argument '")
        .contains("allowed: enabled=true, enabled=false");
  }

  @Test
  void should_redirect_once_when_the_agent_is_given_twice() throws Exception {
    Jvm jvm = Jvm.runMain(Jvm.AGENT, Jvm.AGENT);

    assertThat(jvm.out.trim()).isEqualTo(IN_POOL);
    assertThat(jvm.err.split("Album#completable", -1)).hasSize(2);
  }

  @Test
  void should_work_when_its_jar_is_renamed(@TempDir Path folder) throws Exception {
    Path renamed = folder.resolve("some other name.jar");
    Files.copy(Jvm.agentJar().toPath(), renamed);

    assertThat(Jvm.runMain("-javaagent:" + renamed).out.trim()).isEqualTo(IN_POOL);
  }

  @Test
  void should_run_inline_when_the_library_is_switched_off() throws Exception {
    assertThat(Jvm.runMain(Jvm.AGENT, "-Doffstage.enabled=false").out.trim()).isEqualTo(INLINE);
  }

  @Test
  void should_leave_the_tools_of_the_jdk_alone() throws Exception {
    String keytool = new File(System.getProperty("java.home"), "bin/keytool").getPath();

    Jvm jvm =
        Jvm.run(
            Arrays.asList(keytool, "-help"),
            Collections.singletonMap("JAVA_TOOL_OPTIONS", Jvm.AGENT));

    assertThat(jvm.exitCode).isZero();
    assertThat(jvm.out + jvm.err).doesNotContain("[offstage]");
  }
}
