package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.Jdks;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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

  /** A program that runs, with a conversation going on. */
  private static final class Program implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    Program(File home, String... options) throws IOException {
      this(home, Arrays.asList(options), "dev.offstage.agent.app.Console");
    }

    Program(File home, List<String> options, String... main) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Jdks.java(home));
      command.addAll(options);
      command.addAll(Arrays.asList("-cp", System.getProperty("java.class.path")));
      command.addAll(Arrays.asList(main));
      process = new ProcessBuilder(command).redirectErrorStream(false).start();
      out = new BufferedReader(new InputStreamReader(process.getInputStream(), "UTF-8"));
      in = new OutputStreamWriter(process.getOutputStream(), "UTF-8");
      String line = out.readLine();
      while (line != null && !line.equals("ready")) {
        // The JVM's own, of a recording that begins.
        line = out.readLine();
      }
      assertThat(line).isEqualTo("ready");
    }

    String whoDoes(String what) throws IOException {
      in.write(what + "\n");
      in.flush();
      return out.readLine();
    }

    /** Ends its input, and waits for its end. */
    void finish() throws Exception {
      in.close();
      process.waitFor();
    }

    /** Java 8, for which this is compiled, does not have the method. */
    String pid() throws ReflectiveOperationException {
      return String.valueOf(Process.class.getMethod("pid").invoke(process));
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static Jvm command(File home, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(Arrays.asList(Jdks.java(home), "-jar", Jvm.agentJar().getPath()));
    command.addAll(Arrays.asList(arguments));
    return Jvm.run(command, Collections.emptyMap());
  }

  private static File home(int version) throws Exception {
    return String.valueOf(version).equals(System.getProperty("java.specification.version"))
        ? new File(System.getProperty("java.home"))
        : Jdks.home(version);
  }

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
        assertThat(again.err).contains("already has the agent").contains("detach it first");
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
    assertThat(gone.err).contains("Cannot attach to process 999999999");
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
}
