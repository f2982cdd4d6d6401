package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trace of a request goes on in the tasks that it hands over, beside OpenTelemetry's agent. */
@ParameterizedClass(name = "{0}, Offstage is the last agent: {1}")
@CsvSource({"TOMCAT_9, true", "TOMCAT_11, false"})
record TraceIT(Container container, boolean offstageLast) {
  private static final Pattern SPAN =
      Pattern.compile("'([^']+)' : ([0-9a-f]{32}) [0-9a-f]{16} (\\w+) .*thread\\.name=([^,}]+)");

  private static Server server;

  private record Span(String name, String trace, String kind, String thread) {}

  @BeforeParameterizedClassInvocation
  static void start(Container container, boolean offstageLast) throws Exception {
    server = container.newServer();
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Dotel.traces.exporter=logging",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dotel.instrumentation.methods.include=dev.offstage.containers.webapp.Gates[pass]",
                "-javaagent:" + Built.jar("opentelemetry-javaagent")));
    options.add(offstageLast ? options.size() : 0, "-javaagent:" + Built.agentJar());
    server.start(List.of(War.named("shop")), options.toArray(new String[0]));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    try {
      assertThat(server.log())
          .noneMatch(line -> line.matches(".*(ERROR|SEVERE|WARN |Exception|is left as it is).*"));
    } finally {
      server.close();
    }
  }

  private static List<Span> spans() {
    return server.log().stream()
        .map(SPAN::matcher)
        .filter(Matcher::find)
        .map(span -> new Span(span.group(1), span.group(2), span.group(3), span.group(4)))
        .toList();
  }

  /** A redirected call, one that waits for the response, and two by the API. */
  @ParameterizedTest
  @ValueSource(strings = {"download/now", "download/afterwards", "after/page", "reply/first"})
  void work_in_the_pool_has_the_trace_of_its_request(String path) throws Exception {
    Client shop = new Client(server, "shop");
    int before = spans().size();
    String gate = path.replace('/', '-');
    shop.open(gate);
    shop.get(path + "?gate=" + gate);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              List<Span> spans = spans().subList(before, spans().size());
              assertThat(spans)
                  .filteredOn(span -> span.name().equals("Gates.pass"))
                  .singleElement()
                  .satisfies(
                      work -> {
                        assertThat(work.thread()).startsWith("offstage-shop-default-");
                        assertThat(spans)
                            .filteredOn(span -> span.trace().equals(work.trace()))
                            .filteredOn(span -> span.kind().equals("SERVER"))
                            .extracting(Span::name)
                            .containsExactly("GET /shop/" + path.replaceAll("/.*", "/*"));
                      });
            });
  }
}
