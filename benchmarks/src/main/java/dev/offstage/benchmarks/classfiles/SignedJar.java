package dev.offstage.benchmarks.classfiles;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Measures what the agent's reading of class files costs a server with a large signed jar, and
 * prints the tables of {@code docs/performance.md}: {@code java -cp benchmarks.jar
 * dev.offstage.benchmarks.classfiles.SignedJar [JAVA_HOME ...]}.
 */
public final class SignedJar {
  private static final int ROUNDS = 5;
  private static final int LOADED = 3000;
  private static final int LOADED_BEFORE_ATTACH = 1000;

  private static final String EXACT = "org.bouncycastle.crypto.digests.GeneralDigest#finish()";
  private static final String PLUS = "org.bouncycastle.crypto.digests.GeneralDigest+#*";

  private final String home;
  private final Path own;
  private final Path folder;
  private String version = "";

  private SignedJar(String home, Path own, Path folder) {
    this.home = home;
    this.own = own;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    String[] homes =
        arguments.length == 0 ? new String[] {System.getProperty("java.home")} : arguments;
    Path own = Path.of(SignedJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = Files.createTempDirectory("signed-jar");
    compileServer(folder);
    System.out.println(
        "| JDK | load: no agent | exact rule | `Class+#*` | ratio | attach: exact rule | `Class+#*` |"
            + "\n|---|---:|---:|---:|---:|---:|---:|");
    for (String home : homes) {
      new SignedJar(home, own, folder).measure();
    }
  }

  /** For a JVM as old as a server may have. */
  private static void compileServer(Path folder) throws IOException {
    Path source = folder.resolve("SignedServer.java");
    try (InputStream in = SignedJar.class.getResourceAsStream("SignedServer.java.txt")) {
      Files.write(source, in.readAllBytes());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null
        || compiler.run(
                null,
                null,
                null,
                "--release",
                "8",
                "-Xlint:-options",
                "" + source,
                "-d",
                "" + folder)
            != 0) {
      throw new IllegalStateException("cannot compile; is this a JDK?");
    }
  }

  private void measure() throws IOException, InterruptedException, URISyntaxException {
    List<Long> none = new ArrayList<>();
    List<Long> exact = new ArrayList<>();
    List<Long> plus = new ArrayList<>();
    List<Long> attachExact = new ArrayList<>();
    List<Long> attachPlus = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      none.add(loading(""));
      exact.add(loading(EXACT));
      plus.add(loading(PLUS));
      attachExact.add(attaching(EXACT));
      attachPlus.add(attaching(PLUS));
    }
    System.out.printf(
        "| %s | %,d ms | %,d ms | %,d ms | %.2f | %,d ms | %,d ms |%n",
        version,
        median(none),
        median(exact),
        median(plus),
        (double) median(plus) / median(exact),
        median(attachExact),
        median(attachPlus));
  }

  /** The server's CPU time to load the classes; without an agent if there is no rule. */
  private long loading(String rule) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>();
    if (!rule.isEmpty()) {
      options.add("-javaagent:" + agent() + "=config=" + rules(rule));
    }
    try (ServerProcess server = server(options, LOADED)) {
      version = server.version();
      return server.loadingMillis();
    }
  }

  /** The server's CPU time while the command attaches the agent. */
  private long attaching(String rule) throws IOException, InterruptedException {
    try (ServerProcess server =
        server(
            List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+EnableDynamicAgentLoading"),
            LOADED_BEFORE_ATTACH)) {
      long before = server.cpuMillis();
      Process attach =
          new ProcessBuilder(
                  java(),
                  "-jar",
                  agent().toString(),
                  "attach",
                  server.pid(),
                  "--rules",
                  rules(rule).toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(attach.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (attach.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
      return server.cpuMillis() - before;
    }
  }

  private ServerProcess server(List<String> options, int classes) throws IOException {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            folder + ":" + own,
            "SignedServer",
            own.resolveSibling("signed/bcprov.jar") + "",
            classes + ""));
    return new ServerProcess(command, classes);
  }

  private String java() {
    return Path.of(home, "bin", "java").toString();
  }

  private Path agent() {
    return own.resolveSibling("../../agent/target/offstage-agent.jar");
  }

  private Path rules(String rule) throws IOException {
    return Files.writeString(folder.resolve("jvm.rules"), rule + "\n");
  }

  private static long median(List<Long> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
