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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of the built jar say to a JVM and hear from it. */
class CommandsIT {
  private static final String POST = "dev.offstage.agent.app.Post";
  private static final String MARKED = "completable@offstage-main-default-N send x@main";
  private static final String ALL =
      "completable@offstage-main-default-N send x@offstage-main-default-N";
  private static final String INLINE = "completable@main send x@main";

  @TempDir private Path folder;

  private String rules(String text) throws IOException {
    Path file = folder.resolve("shop.rules");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    return file.toString();
  }

  @Test
  void should_need_no_file_that_both_see_and_leave_nothing_behind() throws Exception {
    // As with systemd's PrivateTmp, or in a container: a folder that the command alone has.
    List<String> withoutTmp = Collections.singletonList("-Djava.io.tmpdir=/no/such/folder");
    try (Program program = new Program(home())) {
      String rules = rules(POST + "#send");
      Jvm attach = command(home(), withoutTmp, "attach", program.pid(), "--rules", rules);
      Files.delete(folder.resolve("shop.rules"));

      assertThat(attach.exitCode).as(attach.err).isZero();
      assertThat(program.whoDoes("x")).isEqualTo(ALL);
      assertThat(properties(program)).contains("dev.offstage.agent.version");
      await()
          .atMost(1, TimeUnit.MINUTES)
          .until(() -> !properties(program).contains("dev.offstage.agent.answer"));
      assertThat(command(home(), withoutTmp, "detach", program.pid()).exitCode).isZero();
      assertThat(program.whoDoes("x")).isEqualTo(INLINE);
    }
  }

  private static String properties(Program program) throws Exception {
    String jcmd = new File(home(), "bin/jcmd").getPath();
    return Jvm.run(
            Arrays.asList(jcmd, program.pid(), "VM.system_properties"), Collections.emptyMap())
        .out;
  }

  @Test
  void should_say_which_rules_match_nothing_and_why() throws Exception {
    try (Program program = new Program(home())) {
      String rules = rules(POST + "#send\n" + POST + "#sned\n" + POST + "#stamp\ncom.acme.A#b");

      Jvm attach = command(home(), "attach", program.pid(), "--rules", rules);

      assertThat(attach.exitCode).isEqualTo(1);
      assertThat(attach.out).contains("redirects " + POST + "#send(").contains("refuses ");
      assertThat(attach.err)
          .contains(
              "the rule '"
                  + POST
                  + "#sned' ("
                  + rules
                  + ", line 2): matches nothing: the class has")
          .contains("did you mean " + POST + "#send(")
          .contains(
              "the rule 'com.acme.A#b' (" + rules + ", line 4): matches nothing: there is no");
      assertThat(program.whoDoes("x")).isEqualTo(ALL);

      String tell = "#tell returns=true retries=2 backoff=\"1s x2\"";
      String changed = rules(POST + "#sned\n" + POST + tell);
      Jvm reload = command(home(), "reload", program.pid(), "--rules", changed, "--json");
      assertThat(reload.exitCode).isEqualTo(1);
      assertThat(reload.out)
          .startsWith("{\"pid\":" + program.pid() + ",\"agent\":\"")
          .contains("\"methods\":[{\"webapp\":null,\"method\":\"dev.offstage.agent.app.Album#")
          .contains("\"outcome\":\"redirected\",\"pool\":\"default\",\"options\":{},\"rule\":null,")
          .contains("\"options\":{\"retries\":\"2\",\"backoff\":\"1s x2\"},\"rule\":{")
          .contains(
              "\"unmatched\":[{\"rule\":{\"text\":\""
                  + POST
                  + "#sned\",\"source\":\""
                  + rules
                  + "\",\"line\":1},\"reason\":\"matches nothing: ");
      assertThat(program.whoDoes("x")).isEqualTo(MARKED);
    }
  }

  @Test
  void should_change_the_rules_of_an_agent_that_is_there() throws Exception {
    String config = rules(POST + "#send(String)");
    try (Program program = new Program(home(), Jvm.AGENT + "=config=" + config)) {
      assertThat(program.whoDoes("x")).isEqualTo(ALL);

      rules("!dev.offstage.agent.app..*#completable(..)");
      Jvm reload = command(home(), "reload", program.pid());
      assertThat(reload.exitCode).as(reload.err).isZero();
      assertThat(reload.out)
          .contains("leaves dev.offstage.agent.app.Album#completable(java.lang.String) as it is")
          .doesNotContain("Post#send");
      assertThat(program.whoDoes("x")).isEqualTo(INLINE);

      rules("com.acme.Post");
      Jvm mistake = command(home(), "reload", program.pid());
      assertThat(mistake.exitCode).isEqualTo(1);
      assertThat(mistake.err)
          .contains("the rules stay as they are, because there are mistakes in the new ones")
          .contains("line 1, column 1");
      assertThat(program.whoDoes("x")).isEqualTo(INLINE);

      Jvm other =
          command(home(), "reload", program.pid(), "--rules", rules(POST + "#send pool=mail"));
      assertThat(other.exitCode).as(other.err).isZero();
      assertThat(other.out).contains("redirects " + POST + "#send(java.lang.String) to the pool");
      assertThat(program.whoDoes("x")).isEqualTo(ALL);
    }
  }

  @Test
  void should_say_that_there_is_nothing_to_reload() throws Exception {
    try (Program program = new Program(home())) {
      Jvm reload = command(home(), "reload", program.pid());
      assertThat(reload.exitCode).isEqualTo(1);
      assertThat(reload.err).contains("does not have the agent; attach puts it in");

      assertThat(command(home(), "attach", program.pid()).exitCode).isZero();
      reload = command(home(), "reload", program.pid());
      assertThat(reload.exitCode).isEqualTo(1);
      assertThat(reload.err)
          .contains("was started without a file of rules (config=); name one with --rules");
    }
  }

  @Test
  void should_take_rules_that_are_longer_than_the_jvm_lets_arguments_be() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.append('#').append(Integer.toHexString(i * 7919 * 104729)).append('\n');
    }
    try (Program program = new Program(home())) {
      String rules = rules(text + POST + "#send");
      Jvm attach = command(home(), "attach", program.pid(), "--rules", rules);

      assertThat(attach.exitCode).as(attach.err).isZero();
      assertThat(attach.out).contains("(" + rules + ", line 401)");
    }
  }

  @Test
  void should_give_up_on_a_jvm_that_stands_still() throws Exception {
    try (Program program = new Program(home())) {
      // Once a command has come, the JVM listens, and the attach API waits for ever.
      assertThat(command(home(), "attach", program.pid()).exitCode).isZero();
      signal("STOP", program);

      Jvm detach = command(home(), "detach", program.pid(), "--timeout", "2");

      assertThat(detach.exitCode).isEqualTo(1);
      assertThat(detach.err)
          .contains("Process " + program.pid() + " does not answer within 2 s when asked to ")
          .contains("it is stopped, swapped out, or in a long garbage collection");
      signal("CONT", program);
      assertThat(program.whoDoes("x")).isEqualTo(MARKED);
    }
    Jvm wrong = command(home(), "detach", "1", "--timeout", "0");
    assertThat(wrong.exitCode).isEqualTo(2);
    assertThat(wrong.err).contains("--timeout 0; allowed: a whole number from 1 to 3600");
  }

  private static void signal(String name, Program program) throws Exception {
    Jvm.run(Arrays.asList("kill", "-" + name, program.pid()), Collections.emptyMap());
  }

  @Test
  void should_use_the_rules_of_a_second_agent_as_well() throws Exception {
    String first = rules("!dev.offstage.agent.app..*#completable(..)");
    Path second = Files.write(folder.resolve("second.rules"), (POST + "#send").getBytes("UTF-8"));
    try (Program program =
        new Program(
            home(), Jvm.AGENT + "=config=" + first, Jvm.AGENT + "=config=" + second, Jvm.AGENT)) {
      assertThat(program.whoDoes("x")).isEqualTo("completable@main send x@offstage-main-default-N");
    }
  }
}
