package dev.offstage.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures and prints the tables of {@code docs/performance.md}. Takes JMH's own options.
 *
 * <p>In rounds: each runs every benchmark once, in a JVM of its own. What is compared was so
 * measured within minutes of each other, whatever else the machine does.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments)
      throws CommandLineOptionException, RunnerException, URISyntaxException, IOException {
    CommandLineOptions asked = new CommandLineOptions(arguments);
    if (asked.shouldHelp() || asked.shouldList()) {
      org.openjdk.jmh.Main.main(arguments.clone());
      return;
    }
    Options options = options(asked, agent());
    int rounds = asked.getForkCount().orElse(Benchmarks.ROUNDS);
    Report report = new Report();
    for (int round = 0; round < rounds; round++) {
      report.add(new Runner(options).run());
    }
    System.out.println(report);
  }

  private static Options options(Options asked, Path agent) {
    List<String> jvmArgs = new ArrayList<>();
    jvmArgs.add("-javaagent:" + agent);
    asked.getJvmArgsPrepend().orElse(List.of()).forEach(jvmArgs::add);
    return new OptionsBuilder()
        .parent(asked)
        .forks(1)
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .jvmArgsPrepend(jvmArgs.toArray(new String[0]))
        .build();
  }

  /** The agent of the same build. */
  private static Path agent() throws URISyntaxException {
    Path own = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path agent = own.resolveSibling("../../agent/target/offstage-agent.jar").normalize();
    if (!Files.isRegularFile(agent)) {
      System.err.println(agent + " is missing: mvn package builds it");
      System.exit(1);
    }
    return agent;
  }
}
