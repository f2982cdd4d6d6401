package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the message about a wrong JNDI name recommends works on that server. */
class ServerThreadsIT {
  private static final Pattern DECLARED =
      Pattern.compile("(<resource-env-ref>.*</resource-env-ref>)");
  private static final Pattern NAME =
      Pattern.compile("(?:this server's default is|and set) (java:[\\w/]+)");

  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun();
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void tasks_run_on_the_threads_that_the_message_recommends(Platform platform) throws Exception {
    String message;
    try (Server server = platform.newServer()) {
      server.start(
          List.of(
              War.named("wrong").contextParam("offstage.pool.threads", "java:comp/env/nothing")));
      Logs.awaitLine(server, "'java:comp/env/nothing': nothing has this JNDI name");
      message =
          server.log().stream()
              .filter(line -> line.contains("nothing has this JNDI name"))
              .findFirst()
              .orElseThrow();
    }
    Matcher name = NAME.matcher(message);
    if (!name.find()) {
      assertThat(message).contains("this server has no ManagedExecutorService");
      assertThat(platform.toString()).matches("(Tomcat|Jetty|Undertow).*");
      return;
    }
    War shop = War.named("shop").contextParam("offstage.pool.threads", name.group(1));
    Matcher declared = DECLARED.matcher(message);
    if (declared.find()) {
      shop.webXml(declared.group(1));
    }
    try (Server server = platform.newServer()) {
      server.start(List.of(shop));
      assertThat(new Client(server, "shop").get("reply/later").body())
          .startsWith("written by ")
          .doesNotContain("offstage-");
    }
  }
}
