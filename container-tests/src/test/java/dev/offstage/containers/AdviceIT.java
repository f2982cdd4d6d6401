package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is advised on applications that nobody here wrote, while they do what they are slow at. The
 * table has for each what a person who has read its code would say.
 */
@Isolated("it looks at what an application waits for, which is not to be its turn on a processor")
final class AdviceIT {
  private static final int SECONDS = 16;
  private static final int WARM_UP = 2;

  /** Makes an application. */
  interface Maker {
    ThirdPartyApp make() throws Exception;
  }

  private static Arguments row(String name, Maker maker, List<String> rules, String respond) {
    return Arguments.of(name, maker, rules, respond);
  }

  static Stream<Arguments> applications() {
    return Stream.of(
        row("Solr", Solr::new, List.of(), "GET /collection1/update always page"),
        row("JSPWiki", Wiki::new, List.of(), "POST /Login.jsp always page"),
        row("Fuseki", Fuseki::new, List.of(), "POST /photos/update always page"),
        // Quick ones: what they do most is still not to be taken out of their requests.
        row(
            "Axis2",
            () ->
                new AdvisedWar(
                    "axis2-webapp.war", client -> client.get("services/Version/getVersion")),
            List.of(),
            ""),
        row(
            "CAS",
            () -> new AdvisedWar("cas-server-webapp.war", client -> client.get("login")),
            List.of(),
            ""),
        row(
            "Jackrabbit",
            () -> new AdvisedWar("jackrabbit-webapp.war", client -> client.get("")),
            List.of(),
            ""),
        row(
            "Sesame",
            () ->
                new AdvisedWar(
                    "sesame-http-server.war",
                    client -> client.get("repositories"),
                    "-Dinfo.aduna.platform.appdata.basedir=" + Built.newFolder("sesame-")),
            List.of(),
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("applications")
  void should_advise_what_a_reader_of_its_code_would(
      String name, Maker maker, List<String> rules, String respond) throws Exception {
    try (ThirdPartyApp app = maker.make()) {
      app.start(false);
      for (int i = 0; i < WARM_UP; i++) {
        app.prepare();
        assertThat(app.requestSlowly().statusCode()).isBetween(200, 399);
      }
      Path output = Built.newFolder("advice-").resolve("advice.txt");
      Process command = advise(app.server().pid(), output);
      while (command.isAlive()) {
        app.prepare();
        app.requestSlowly();
      }
      String advice = Files.readString(output);
      System.out.printf("Advice on %s:%n%s%n", name, advice);
      assertThat(command.exitValue()).as(advice).isZero();
      assertThat(lines(advice, "offstage.redirect")).containsExactlyInAnyOrderElementsOf(rules);
      // Of Solr's updates, too, which fill the index between the commits.
      assertThat(lines(advice, "offstage.respond").contains(respond)).isEqualTo(!respond.isEmpty());
      assertThat(respond.isEmpty() ? lines(advice, "offstage.respond") : List.of()).isEmpty();
    }
  }

  private static Process advise(long pid, Path output) throws Exception {
    String java = new File(System.getProperty("java.home"), "bin/java").getPath();
    return new ProcessBuilder(
            java,
            "-jar",
            Built.agentJar().toString(),
            "advise",
            String.valueOf(pid),
            "--seconds",
            String.valueOf(SECONDS))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** The lines of one parameter for web.xml. */
  private static List<String> lines(String advice, String key) {
    Matcher param =
        Pattern.compile(
                "<param-name>" + key + "</param-name>\\s*<param-value>\\s*(.*?)\\s*</",
                Pattern.DOTALL)
            .matcher(advice.replaceAll("\\R", "\n"));
    List<String> lines = new ArrayList<>();
    if (param.find()) {
      for (String line : param.group(1).split("\n")) {
        lines.add(line.trim());
      }
    }
    return lines;
  }
}
