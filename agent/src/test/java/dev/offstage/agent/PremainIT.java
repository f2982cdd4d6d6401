package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built jar as {@code -javaagent}, in JVMs of its own. */
class PremainIT {
  private static final String IN_POOL = "ran on offstage-main-default-N";
  private static final String INLINE = "ran on main";

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void should_redirect_and_print_nothing_but_the_report_on_each_jdk(int version) throws Exception {
    // Without it the library says what it cannot clear, if a task ends before the program does.
    String[] options =
        version == 8
            ? new String[] {Jvm.AGENT}
            : new String[] {Jvm.AGENT, "--add-opens=java.base/java.lang=ALL-UNNAMED"};
    Jvm jvm = Jvm.runMain(Jvm.jdk(version), options);

    assertThat(jvm.exitCode).isZero();
    assertThat(jvm.out.trim()).isEqualTo(IN_POOL);
    assertThat(jvm.err).contains("[offstage] redirects dev.offstage.agent.app.Album#completable");
    assertThat(jvm.err.split("\n")).allMatch(line -> line.startsWith("[offstage] redirects"));
  }

  @Test
  void should_do_nothing_without_the_agent() throws Exception {
    assertThat(Jvm.runMain().out.trim()).isEqualTo(INLINE);
  }

  /** From JDK 24 on there are no security managers. */
  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {8, 17})
  void should_refuse_what_a_security_manager_keeps_from_the_library(int version) throws Exception {
    Jvm jvm =
        Jvm.runMain(
            Jvm.jdk(version), Jvm.AGENT, "-Djava.security.manager=dev.offstage.agent.app.Guard");

    assertThat(jvm.out.trim()).isEqualTo(INLINE);
    assertThat(jvm.err)
        .contains("[offstage] refuses dev.offstage.agent.app.Album#completable")
        .contains("no access to dev.offstage.internal.agent")
        .doesNotContain("[offstage] redirects");
  }

  @Test
  void should_do_nothing_when_switched_off() throws Exception {
    Jvm jvm = Jvm.runMain(Jvm.AGENT + "=enabled=false");

    assertThat(jvm.out.trim()).isEqualTo(INLINE);
    assertThat(jvm.err).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enabled=maybe | unknown argument 'enabled=maybe'",
        "enabled | unknown argument 'enabled'",
        "enabled= | unknown argument 'enabled='",
        "Enabled=true | unknown argument 'Enabled=true'",
        "enable=false | unknown argument 'enable=false'",
        "enabled=true,pool=mail | unknown argument 'pool=mail'",
        "enabled=true,enabled=true | argument 'enabled' appears twice",
        ", | unknown argument ''",
        "config= | unknown argument 'config='",
        "config | unknown argument 'config'",
        "rules=/tmp/x | unknown argument 'rules=/tmp/x'",
        "config=/no/such/file | rules cannot be read: /no/such/file",
        "config=/no,such,file | rules cannot be read: /no,such,file",
        "config=/ | rules cannot be read: /",
        "config=a,config=b | argument 'config' appears twice"
      })
  void should_start_the_program_as_without_the_agent_when_an_argument_is_wrong(
      String arguments, String message) throws Exception {
    Jvm jvm = Jvm.runMain(Jvm.AGENT + "=" + arguments);

    assertThat(jvm.exitCode).isZero();
    assertThat(jvm.out.trim()).isEqualTo(INLINE);
    assertThat(jvm.err).startsWith("[offstage] the agent does nothing: ").contains(message);
    if (!message.startsWith("rules")) {
      assertThat(jvm.err).contains("allowed: enabled=true, enabled=false, config=/path/to/rules");
    }
  }

  @Test
  void should_start_the_program_as_without_the_agent_when_the_file_of_rules_is_no_text(
      @TempDir Path folder) throws Exception {
    Path latin1 = Files.write(folder.resolve("latin1.rules"), new byte[] {'#', (byte) 0xe4, '\n'});
    Path large = Files.write(folder.resolve("large.rules"), new byte[1024 * 1024 + 1]);

    Jvm jvm = Jvm.runMain(Jvm.AGENT + "=config=" + latin1);
    assertThat(jvm.out.trim()).isEqualTo(INLINE);
    assertThat(jvm.err).contains(latin1 + " is not UTF-8 text");
    jvm = Jvm.runMain(Jvm.AGENT + "=config=" + large);
    assertThat(jvm.out.trim()).isEqualTo(INLINE);
    assertThat(jvm.err).contains(large + " has more than 1048576 bytes");
  }

  @Test
  void should_pass_over_sixty_bad_rules_and_use_the_good_one(@TempDir Path folder)
      throws Exception {
    List<String> lines = new ArrayList<>();
    BadRulesTest.badRules().forEach(row -> lines.add(row[2]));
    Path bad = Files.write(folder.resolve("bad.rules"), lines);
    Jvm jvm = Jvm.runMain(Jvm.AGENT + "=config=" + bad, "-Dunmarked=true");
    assertThat(jvm.out.trim()).isEqualTo(INLINE);
    assertThat(jvm.err.split("ignores a line that is not a rule: ", -1)).hasSize(lines.size() + 1);

    lines.add(30, "dev.offstage.agent.app.Post#reply(..)");
    Path mixed = Files.write(folder.resolve("mixed, with a comma.rules"), lines);
    jvm = Jvm.runMain(Jvm.AGENT + "=config=" + mixed + ",enabled=true", "-Dunmarked=true");
    assertThat(jvm.exitCode).isZero();
    assertThat(jvm.out.trim()).isEqualTo(IN_POOL);
    assertThat(jvm.err)
        .contains(
            "[offstage] redirects dev.offstage.agent.app.Post#reply(java.lang.String) to the pool"
                + " 'default' ("
                + mixed
                + ", line 31)");
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
