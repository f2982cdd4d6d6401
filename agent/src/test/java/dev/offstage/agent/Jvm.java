package dev.offstage.agent;

import dev.offstage.testing.Jdks;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program in a JVM of its own and keeps what it printed. */
final class Jvm {
  static final String AGENT = "-javaagent:" + agentJar();

  final int exitCode;
  final String out;
  final String err;

  private Jvm(int exitCode, String out, String err) {
    this.exitCode = exitCode;
    this.out = out;
    this.err = err;
  }

  static File agentJar() {
    return new File(Jdks.module(), "target/offstage-agent.jar").getAbsoluteFile();
  }

  /** The home of a JDK; that which runs this test, if it is of this version. */
  static File jdk(int version) throws IOException, InterruptedException {
    return String.valueOf(version).equals(System.getProperty("java.specification.version"))
        ? new File(System.getProperty("java.home"))
        : Jdks.home(version);
  }

  /** Runs {@link dev.offstage.agent.app.Main} on the JDK that runs this test. */
  static Jvm runMain(String... options) throws Exception {
    return runMain(new File(System.getProperty("java.home")), options);
  }

  static Jvm runMain(File home, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Jdks.java(home));
    command.addAll(Arrays.asList(options));
    command.addAll(Arrays.asList("-cp", System.getProperty("java.class.path")));
    command.add("dev.offstage.agent.app.Main");
    return run(command, Collections.emptyMap());
  }

  static Jvm run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    File out = File.createTempFile("jvm", ".out");
    File err = File.createTempFile("jvm", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException(command + " is still running after 2 minutes");
      }
      return new Jvm(process.exitValue(), read(out), read(err));
    } finally {
      process.destroyForcibly();
      Files.delete(out.toPath());
      Files.delete(err.toPath());
    }
  }

  private static String read(File file) throws IOException {
    return new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8);
  }
}
