package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.tools.ExecFileLoader;

/** Agents of others that change the methods which Offstage redirects. */
enum OtherAgent {
  // First: it knows a class by a hash of the file that it sees.
  JACOCO("org.jacoco.agent", "") {
    @Override
    List<String> options(Path folder, String apmServer) {
      return List.of(
          javaagent("=includes=dev.offstage.containers.program.*,destfile=" + exec(folder)));
    }

    /** By the file that the class was compiled to. */
    @Override
    void assertSawTheMethodRun(List<String> lines, Path folder, boolean once) throws Exception {
      ExecFileLoader loader = new ExecFileLoader();
      loader.load(exec(folder).toFile());
      CoverageBuilder coverage = new CoverageBuilder();
      new Analyzer(loader.getExecutionDataStore(), coverage)
          .analyzeAll(
              Built.classes().resolve("dev/offstage/containers/program/Shop.class").toFile());
      assertThat(coverage.getNoMatchClasses()).isEmpty();
      assertThat(coverage.getClasses().iterator().next().getMethods())
          .allMatch(method -> method.getInstructionCounter().getMissedCount() == 0);
    }

    private Path exec(Path folder) {
      return folder.resolve("jacoco.exec");
    }
  },
  ASPECTJ("aspectjweaver", "aspect: order on (\\S+)") {
    @Override
    List<String> options(Path folder, String apmServer) {
      return List.of(javaagent(""));
    }
  },
  BYTEMAN("byteman", "byteman: order on (\\S+)") {
    @Override
    List<String> options(Path folder, String apmServer) {
      return List.of(javaagent("=script:" + Built.classes().resolve("programs/shop.btm")));
    }
  },
  OPENTELEMETRY("opentelemetry-javaagent", "'Shop\\.order' : .*thread\\.name=([^,}]+)") {
    @Override
    List<String> options(Path folder, String apmServer) {
      return List.of(
          "-Dotel.traces.exporter=logging",
          "-Dotel.metrics.exporter=none",
          "-Dotel.logs.exporter=none",
          "-Dotel.instrumentation.methods.include=dev.offstage.containers.program.Shop[order]",
          javaagent(""));
    }
  },
  ELASTIC_APM("elastic-apm-agent", "") {
    @Override
    List<String> options(Path folder, String apmServer) {
      return List.of(
          "-Delastic.apm.server_url=" + apmServer,
          "-Delastic.apm.log_level=WARN",
          "-Delastic.apm.cloud_provider=NONE",
          "-Delastic.apm.central_config=false",
          "-Delastic.apm.metrics_interval=0ms",
          "-Delastic.apm.application_packages=dev.offstage",
          "-Delastic.apm.trace_methods=dev.offstage.containers.program.Shop#order",
          javaagent(""));
    }

    @Override
    void assertSawTheMethodRun(List<String> events, Path folder, boolean once) {
      assertThat(events)
          .filteredOn(event -> event.startsWith("{\"transaction\":{\"timestamp\""))
          .singleElement()
          .asString()
          .contains("\"name\":\"Shop#order\"", "\"outcome\":\"success\"");
    }
  };

  private final String jar;
  private final Pattern sighting;

  OtherAgent(String jar, String sighting) {
    this.jar = jar;
    this.sighting = Pattern.compile(sighting);
  }

  String javaagent(String arguments) {
    return "-javaagent:" + Built.jar(jar) + arguments;
  }

  /** What java is to be started with. */
  abstract List<String> options(Path folder, String apmServer);

  /**
   * That it did its job on the method {@code order}.
   *
   * @param lines what the program has printed, or the server of the agent has received
   * @param once whether it has to see nothing of the hand-over, only the run in the pool
   */
  void assertSawTheMethodRun(List<String> lines, Path folder, boolean once) throws Exception {
    List<String> threads =
        lines.stream().map(sighting::matcher).filter(Matcher::find).map(it -> it.group(1)).toList();
    assertThat(threads)
        .filteredOn(thread -> thread.startsWith("offstage-main-default-"))
        .hasSize(1);
    assertThat(threads).hasSizeLessThanOrEqualTo(once ? 1 : 2);
  }
}
