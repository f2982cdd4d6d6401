package dev.offstage.agent;

import static dev.offstage.agent.Program.command;
import static dev.offstage.agent.Program.home;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of the built jar, and JVMs that run meanwhile. */
class AttachIT {
  private static final String INLINE = "completable@main send x@main";
  private static final String MARKED = "completable@offstage-main-default-N send x@main";
  private static final String ALL =
      "completable@offstage-main-default-N send x@offstage-main-default-N";

  @TempDir private Path folder;

  private String rules(String text) throws IOException {
    Path file = folder.resolve("rules, with a comma.txt");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    return file.toString();
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {8, 11, 17, 21, 25})
  void should_redirect_in_a_running_jvm_until_it_is_detached(int version) throws Exception {
    File home = home(version);
    try (Program program = new Program(home)) {
      assertThat(program.whoDoes("x")).isEqualTo(INLINE);
      String pid = program.pid();
      for (int round = 0; round < 2; round++) {
        Jvm attach =
            command(home, "attach", pid, "--rules", rules("dev.offstage.agent.app.Post#send"));
        assertThat(attach.exitCode).as(attach.err).isZero();
        assertThat(attach.out)
            .contains("Process " + pid + " has the agent")
            .contains("redirects dev.offstage.agent.app.Post#send(java.lang.String)")
            .contains("redirects dev.offstage.agent.app.Album#completable(java.lang.String)");
        assertThat(program.whoDoes("x")).isEqualTo(ALL);
        Jvm again = command(home, "attach", pid);
        assertThat(again.exitCode).isEqualTo(1);
        assertThat(again.err)
            .contains("already has the agent")
            .contains("reload changes its rules");
        assertThat(program.whoDoes("x")).isEqualTo(ALL);

        assertThat(command(home, "detach", pid).exitCode).isZero();
        assertThat(program.whoDoes("x")).isEqualTo(INLINE);
      }
      assertThat(command(home, "list").out).containsPattern("(?m)^" + pid + " +no agent ");
      Jvm nothing = command(home, "detach", pid);
      assertThat(nothing.exitCode).isEqualTo(1);
      assertThat(nothing.err).contains("does not have the agent");
    }
  }

  @ParameterizedTest(name = "by JDK {0} to JDK {1}")
  @CsvSource({"8, 17", "17, 8", "25, 8"})
  void should_attach_to_a_jvm_on_the_other_side_of_java_9(int from, int to) throws Exception {
    try (Program program = new Program(home(to))) {
      Jvm attach =
          command(
              home(from),
              "attach",
              program.pid(),
              "--rules",
              rules("dev.offstage.agent.app.Post#send"));

      assertThat(attach.exitCode).as(attach.err).isZero();
      assertThat(attach.out).contains("redirects dev.offstage.agent.app.Post#send(");
      assertThat(program.whoDoes("x")).isEqualTo(ALL);
      assertThat(command(home(from), "detach", program.pid()).exitCode).isZero();
      assertThat(program.whoDoes("x")).isEqualTo(INLINE);
    }
  }

  @Test
  void should_detach_an_agent_that_was_there_from_the_start() throws Exception {
    File home = new File(System.getProperty("java.home"));
    try (Program program = new Program(home, Jvm.AGENT)) {
      assertThat(program.whoDoes("x")).isEqualTo(MARKED);

      assertThat(command(home, "detach", program.pid(), "--json").out)
          .matches("\\{\"pid\":\\d+}\\s*");

      assertThat(program.whoDoes("x")).isEqualTo(INLINE);
    }
  }

  /** The bridge of a library that is damaged: its class is there and cannot be linked. */
  @Test
  void should_list_what_runs_inline_because_of_an_error() throws Exception {
    File home = new File(System.getProperty("java.home"));
    String bridge = "dev/offstage/internal/agent/AgentBridgeV1";
    ClassWriter empty = new ClassWriter(0);
    empty.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, bridge, null, "java/lang/Object", null);
    Path damaged = folder.resolve(bridge + ".class");
    Files.createDirectories(damaged.getParent());
    Files.write(damaged, empty.toByteArray());
    try (Program program = new Program(home, Jvm.AGENT, "-Xbootclasspath/a:" + folder)) {
      assertThat(program.whoDoes("x")).isEqualTo(INLINE);
      assertThat(program.whoDoes("x")).isEqualTo(INLINE);

      String line = "cannot hand over dev.offstage.agent.app.Album#completable(java.lang.String)";
      assertThat(command(home, "list").out)
          .containsOnlyOnce(line)
          .containsPattern("(?m)^" + program.pid() + " +agent .*\\R +cannot hand over .*Error: ");
      assertThat(command(home, "list", "--json").out).contains("\"failing\":[\"" + line);
    }
  }

  @Test
  void should_attach_nothing_when_there_is_a_mistake_in_the_rules() throws Exception {
    File home = new File(System.getProperty("java.home"));
    try (Program program = new Program(home)) {
      Jvm attach = command(home, "attach", program.pid(), "--rules", rules("com.acme.Post"));

      assertThat(attach.exitCode).isEqualTo(1);
      assertThat(attach.err).contains("Nothing is attached").contains("line 1, column 1");
      assertThat(program.whoDoes("x")).isEqualTo(INLINE);
    }
  }

  @Test
  void should_say_why_a_jvm_cannot_be_attached_to() throws Exception {
    File home = new File(System.getProperty("java.home"));
    Jvm gone = command(home, "attach", "999999999");
    assertThat(gone.exitCode).isEqualTo(1);
    assertThat(gone.err).contains("There is no process 999999999; the command list shows the JVMs");
    try (Program program = new Program(home, "-XX:+DisableAttachMechanism")) {
      assertThat(program.whoDoes("x")).isEqualTo(INLINE);
      Jvm list = command(home, "list", "--json");
      assertThat(list.exitCode).isZero();
      assertThat(list.out).startsWith("[").contains("\"pid\":");
    }
  }

  @Test
  void should_advise_on_a_running_jvm_and_leave_it_as_it_is() throws Exception {
    File home = new File(System.getProperty("java.home"));
    List<String> none = Collections.emptyList();
    try (Program shop = new Program(home, none, "com.acme.shop.Shop", "serve")) {
      Jvm advise = command(home, "advise", shop.pid(), "--seconds", "8", "--interval", "10ms");
      assertThat(advise.exitCode).as(advise.err).isZero();
      assertThat(advise.out)
          .contains("looks at a thread that served a request")
          .containsPattern("(?m)^requests to com.acme.shop.ShopServlet, 100 % of the time of all")
          .containsPattern("(?m)^ +\\d+ ms {2}com.acme.shop.Mailer#transfer\\(java.lang.String\\)$")
          .containsPattern("(?m)^ +\\d+ ms {2}NOT com.acme.shop.Prices#total\\(int\\)$")
          .contains("           It returns int, which com.acme.shop.ShopServlet#doPost(")
          .contains("  <param-name>offstage.redirect</param-name>")
          .contains("    com.acme.shop.Audit#log(java.lang.String) returns=true");

      Jvm json = command(home, "advise", shop.pid(), "--seconds", "2", "--json");
      assertThat(json.out).startsWith("{\"looks\":").contains("\"rule\":\"com.acme.shop.");
      assertThat(command(home, "list").out).containsPattern("(?m)^" + shop.pid() + " +no agent ");
    }
    Jvm wrong = command(home, "advise", "1", "--seconds", "0");
    assertThat(wrong.exitCode).isEqualTo(2);
    assertThat(wrong.err).contains("--seconds 0; allowed: a whole number from 1 to 3600");
    Jvm noPrefix = command(home, "advise", "1", "--app", "com.acme,no name");
    assertThat(noPrefix.exitCode).isEqualTo(2);
    assertThat(noPrefix.err).contains("allowed: beginnings of class names");
  }

  @Test
  void should_advise_on_a_recording() throws Exception {
    File home = new File(System.getProperty("java.home"));
    Path file = folder.resolve("shop.jfr");
    String record = "-XX:StartFlightRecording=settings=profile,filename=" + file;
    try (Program shop = new Program(home, Arrays.asList(record), "com.acme.shop.Shop", "serve")) {
      await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
      shop.finish();
    }

    Jvm advise =
        command(home, "advise", "--jfr", file.toString(), classes(), "--app", "com.acme.shop.");

    assertThat(advise.exitCode).as(advise.err).isZero();
    assertThat(advise.out)
        .containsPattern("(?m)^ +\\d+ ms {2}com.acme.shop.Mailer#transfer\\(java.lang.String\\)$")
        .containsPattern("(?m)^ +\\d+ ms {2}NOT com.acme.shop.Prices#total\\(int\\)$")
        .contains("A recording has no URLs");
    Jvm noRecording = command(home, "advise", "--jfr", Jvm.agentJar().getPath(), classes());
    assertThat(noRecording.exitCode).isEqualTo(1);
    assertThat(noRecording.err).contains("Cannot read ").contains("is no recording");
    Jvm withSeconds =
        command(home, "advise", "--jfr", file.toString(), classes(), "--seconds", "1");
    assertThat(withSeconds.err).contains("--seconds does not go with --jfr");
  }

  private static String classes() throws Exception {
    return new File(
            com.acme.shop.ShopServlet.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI())
        .getPath();
  }

  @Test
  void should_scan_with_the_built_jar() throws Exception {
    File home = new File(System.getProperty("java.home"));
    Jvm scan = command(home, "scan", Jvm.agentJar().getPath());
    assertThat(scan.exitCode).isZero();
    assertThat(scan.out).contains("0 methods redirected, 0 refused");
  }

  /** The signal by which a JVM begins to listen ends any other program. */
  @Test
  void should_send_nothing_to_a_process_that_is_no_jvm() throws Exception {
    Process other = new ProcessBuilder("sleep", "300").start();
    try {
      String pid = String.valueOf(pidOf(other));
      for (String command : new String[] {"attach", "advise", "reload", "detach"}) {
        Jvm asked = command(new File(System.getProperty("java.home")), command, pid);
        assertThat(asked.exitCode).isEqualTo(1);
        assertThat(asked.err)
            .contains("Process " + pid + " is no JVM but sleep, and nothing was sent to it");
        assertThat(other.isAlive()).isTrue();
      }
    } finally {
      other.destroy();
    }
  }

  private static Object pidOf(Process process) throws Exception {
    return Process.class.getMethod("pid").invoke(process);
  }
}
