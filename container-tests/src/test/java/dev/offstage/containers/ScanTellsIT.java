package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code scan} says about the start of Offstage, and what the servers then do. */
@ParameterizedClass
@MethodSource("dev.offstage.containers.Platform#eachServerOfThisRun")
class ScanTellsIT {
  private static final Pattern FINDINGS =
      Pattern.compile(
          "\"name\":\"[^\"]*/(\\w+).war\".*?\"startUp\":\\[(?:\\{\"kind\":\"([\\w-]+))?");

  private static final Set<Container> NEED_MAPPING =
      EnumSet.of(
          Container.UNDERTOW_2_2,
          Container.UNDERTOW_2_3,
          Container.WILDFLY_26,
          Container.WILDFLY,
          Container.LIBERTY_JAVAX,
          Container.LIBERTY_JAKARTA);

  /** Web.xml alone: namespace, version and filter class are filled in. */
  private static final Map<String, String> WEB_XMLS =
      new TreeMap<>(
          Map.of(
              "open",
              "<web-app xmlns='%1$s' version='%2$s'></web-app>",
              "complete",
              "<web-app xmlns='%1$s' version='%2$s' metadata-complete='true'></web-app>",
              "others",
              "<web-app xmlns='%1$s' version='%2$s'><absolute-ordering><name>a</name><others/>"
                  + "</absolute-ordering></web-app>",
              "old",
              "<web-app xmlns='http://java.sun.com/xml/ns/javaee' version='2.5'></web-app>",
              "named",
              "<web-app xmlns='%1$s' version='%2$s'><absolute-ordering><name>a</name>"
                  + "</absolute-ordering></web-app>",
              "empty",
              "<web-app xmlns='%1$s' version='%2$s'><absolute-ordering/></web-app>",
              "unmapped",
              "<web-app xmlns='%1$s' version='%2$s'><absolute-ordering/><filter><filter-name>o"
                  + "</filter-name><filter-class>%3$s</filter-class></filter></web-app>",
              "filtered",
              "<web-app xmlns='%1$s' version='%2$s' metadata-complete='true'><absolute-ordering/>"
                  + "<filter><filter-name>o</filter-name><filter-class>%3$s</filter-class>"
                  + "<async-supported>true</async-supported></filter><filter-mapping><filter-name>o"
                  + "</filter-name><url-pattern>/*</url-pattern></filter-mapping></web-app>"));

  /** A webapp of which only its web.xml matters. */
  private record Bare(String name, String webXml) implements Deployable {
    @Override
    public Path writeTo(Path folder, ServletApi api) throws IOException {
      return new Bundle()
          .with("WEB-INF/web.xml", webXml.formatted(api.namespace, api.version, api.filter))
          .with("WEB-INF/lib/offstage.jar", Built.offstageJar())
          .with("page.html", "a page")
          .writeTo(folder.resolve(name + ".war"));
    }
  }

  @TempDir private Path folder;
  private final Platform platform;
  private Server server;

  ScanTellsIT(Platform platform) {
    this.platform = platform;
  }

  @AfterEach
  void stop() {
    Server.end(server);
  }

  private static List<Bare> wars() {
    return WEB_XMLS.entrySet().stream().map(it -> new Bare(it.getKey(), it.getValue())).toList();
  }

  private Map<String, String> findings() throws Exception {
    for (Bare war : wars()) {
      war.writeTo(folder, platform.container().api);
    }
    List<String> printed =
        Program.run(
            List.of("-jar", Built.agentJar().toString(), "scan", folder.toString(), "--json"));
    Map<String, String> findings = new TreeMap<>();
    Matcher matcher = FINDINGS.matcher(String.join("", printed));
    while (matcher.find()) {
      findings.put(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
    }
    return findings;
  }

  private boolean hasStarted(String webapp) {
    return server.log().stream().anyMatch(line -> line.contains("for '" + webapp + "'"));
  }

  @Test
  void offstage_starts_where_scan_has_nothing_to_say_and_not_where_it_says_so() throws Exception {
    Map<String, String> findings = findings();
    assertThat(findings)
        .isEqualTo(
            Map.of(
                "open", "",
                "complete", "",
                "others", "",
                "filtered", "",
                "old", "old-web-xml",
                "named", "absolute-ordering",
                "empty", "absolute-ordering",
                "unmapped", "filter-not-mapped"));

    server = platform.newServer();
    server.start(wars());

    for (String webapp : WEB_XMLS.keySet()) {
      // Some servers make their filters with the first request.
      await().until(() -> new Client(server, webapp).get("page.html").statusCode() == 200);
    }
    for (String webapp : List.of("open", "complete", "others", "filtered")) {
      await().until(() -> hasStarted(webapp));
    }
    assertThat(hasStarted("named")).isFalse();
    assertThat(hasStarted("empty")).isFalse();
    assertThat(hasStarted("old")).isEqualTo(platform.container() != Container.JETTY_9);
    assertThat(hasStarted("unmapped")).isNotEqualTo(NEED_MAPPING.contains(platform.container()));
  }
}
