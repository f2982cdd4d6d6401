package dev.offstage.benchmarks.startup;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Measures what the agent costs when a JVM starts and prints the table of {@code
 * docs/performance.md}: {@code java -cp benchmarks.jar dev.offstage.benchmarks.startup.StartUp}.
 *
 * <p>In rounds, each of which runs everything once, so that all see the same machine. Needs Linux,
 * for the memory.
 */
public final class StartUp {
  private static final int ROUNDS = 15;

  private final Path own;
  private final Path marked;
  private final Map<String, Start> starts = new LinkedHashMap<>();

  /** One way to start, and what it took in each round. */
  private static final class Start {
    final List<String> jvmArgs;
    final int calls;
    final List<Double> seconds = new ArrayList<>();
    final List<Double> mebibytes = new ArrayList<>();
    final List<Double> classes = new ArrayList<>();

    Start(int calls, List<String> jvmArgs) {
      this.jvmArgs = jvmArgs;
      this.calls = calls;
    }
  }

  private StartUp(Path own, Path folder) throws IOException {
    this.own = own;
    this.marked = folder;
    Marked.compile(folder, own.toString());
    String agent = "-javaagent:" + own.resolveSibling("../../agent/target/offstage-agent.jar");
    for (int calls : new int[] {0, 1, Marked.MOST}) {
      starts.put("no agent, " + calls + " marked methods", new Start(calls, List.of()));
      starts.put("Offstage, " + calls + " marked methods", new Start(calls, List.of(agent)));
    }
    starts.put("agent that does nothing", new Start(0, List.of(agentJar(NoopAgent.class))));
    starts.put("AgentBuilder, 1 marked method", new Start(1, List.of(agentJar(EagerAgent.class))));
  }

  public static void main(String[] arguments) throws Exception {
    StartUp startUp = new StartUp(ownJar(), Files.createTempDirectory("startup"));
    for (int round = 0; round < ROUNDS; round++) {
      startUp.round();
    }
    startUp.print();
  }

  private static Path ownJar() throws URISyntaxException {
    return Path.of(StartUp.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** A jar with a manifest alone, which finds its class in the benchmarks' jar. */
  private String agentJar(Class<?> agent) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", agent.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    attributes.put(Attributes.Name.CLASS_PATH, own.toUri().toString());
    Path jar = marked.resolve(agent.getSimpleName() + ".jar");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
    return "-javaagent:" + jar;
  }

  private void round() throws IOException, InterruptedException {
    for (Start start : starts.values()) {
      long begin = System.nanoTime();
      run(start, Hello.class);
      start.seconds.add((System.nanoTime() - begin) / 1e9);
      String[] tomcat = run(start, TomcatMain.class).trim().split(" ", -1);
      start.mebibytes.add(Double.parseDouble(tomcat[0]) / 1024);
      start.classes.add(Double.parseDouble(tomcat[1]));
    }
  }

  private String run(Start start, Class<?> main) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(start.jvmArgs);
    command.addAll(List.of("-cp", own + ":" + marked, main.getName(), "" + start.calls));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " failed");
    }
    return out;
  }

  private void print() {
    System.out.println("| | hello world | Tomcat: memory | classes |\n|---|---|---|---|");
    starts.forEach(
        (name, start) ->
            System.out.printf(
                "| %s | %.3f s | %.0f MiB | %,.0f |%n",
                name, median(start.seconds), median(start.mebibytes), median(start.classes)));
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
