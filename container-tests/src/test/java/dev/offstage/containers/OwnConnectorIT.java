package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The connectors that the docs give to requests which return by a connection. */
class OwnConnectorIT {
  private static final Pattern NAME = Pattern.compile("^(Tomcat|Open Liberty|Payara Micro) \\d.*");

  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun().filter(it -> NAME.matcher(it.toString()).matches());
  }

  /** What the docs have for this server, with another port. */
  private static String connector(Platform platform, int port) throws Exception {
    String page = Files.readString(CompatibilityTable.docs().resolveSibling("respond-async.md"));
    String section = page.split("### A connector of its own\n")[1];
    Matcher name = NAME.matcher(platform.toString());
    assertThat(name.matches()).isTrue();
    Matcher block =
        Pattern.compile("(?s)\n" + name.group(1) + ".*?\n```\\w*\n(.*?)```").matcher(section);
    assertThat(block.find()).isTrue();
    return block.group(1).replace("9081", String.valueOf(port));
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void takes_the_requests_that_return(Platform platform) throws Exception {
    int port = FreePort.find();
    try (AbstractServer server = (AbstractServer) platform.newServer()) {
      server.addConnectors(connector(platform, port));
      server.start(
          List.of(
              War.named("shop")
                  .contextParam("offstage.respond", "GET /report/** always")
                  .contextParam("offstage.respond.way", "connection")
                  .contextParam("offstage.respond.connector", "http://127.0.0.1:" + port)));
      Client client = new Client(server, "shop");
      HttpResponse<String> accepted = client.get("report/plain?name=ann");
      assertThat(accepted.statusCode()).as("%s", Logs.ofOffstage(server)).isEqualTo(202);
      String result = accepted.headers().firstValue("Location").orElseThrow() + "/result";
      assertThat(
              await()
                  .atMost(Duration.ofSeconds(30))
                  .until(() -> client.get(result), answer -> answer.statusCode() == 201)
                  .body())
          .startsWith("GET " + server.baseUri() + "shop/report/plain ann");
    }
  }
}
