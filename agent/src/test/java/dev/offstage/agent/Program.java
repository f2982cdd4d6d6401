package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A program that runs, with a conversation going on, and the agent's command beside it. */
final class Program implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Writer in;

  Program(File home, String... options) throws IOException {
    this(home, Arrays.asList(options), "dev.offstage.agent.app.Console");
  }

  Program(File home, List<String> options, String... main) throws IOException {
    this(java(home, options, main));
  }

  private static List<String> java(File home, List<String> options, String[] main) {
    List<String> command = new ArrayList<>();
    command.add(Jdks.java(home));
    command.addAll(options);
    command.addAll(Arrays.asList("-cp", System.getProperty("java.class.path")));
    command.addAll(Arrays.asList(main));
    return command;
  }

  private Program(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    out = new BufferedReader(new InputStreamReader(process.getInputStream(), "UTF-8"));
    in = new OutputStreamWriter(process.getOutputStream(), "UTF-8");
    String line = out.readLine();
    while (line != null && !line.equals("ready")) {
      // The JVM's own, of a recording that begins.
      line = out.readLine();
    }
    assertThat(line).isEqualTo("ready");
  }

  /**
   * One that something else starts.
   *
   * @param before a command that becomes the JVM, in the same process
   */
  static Program started(List<String> before, File home, String classPath, String main)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(Arrays.asList(Jdks.java(home), "-cp", classPath, main));
    return new Program(command);
  }

  String whoDoes(String what) throws IOException {
    in.write(what + "\n");
    in.flush();
    return out.readLine();
  }

  /** Ends its input, and waits for its end. */
  void finish() throws Exception {
    in.close();
    process.waitFor();
  }

  /** Java 8, for which this is compiled, does not have the method. */
  String pid() throws ReflectiveOperationException {
    return String.valueOf(Process.class.getMethod("pid").invoke(process));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The agent's command. */
  static Jvm command(File home, String... arguments) throws Exception {
    return command(home, Collections.<String>emptyList(), arguments);
  }

  static Jvm command(File home, List<String> options, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Jdks.java(home));
    command.addAll(options);
    command.addAll(Arrays.asList("-jar", Jvm.agentJar().getPath()));
    command.addAll(Arrays.asList(arguments));
    return Jvm.run(command, Collections.emptyMap());
  }

  /** That which runs this test, and others by their version. */
  static File home(int version) throws Exception {
    return Jvm.jdk(version);
  }

  static File home() {
    return new File(System.getProperty("java.home"));
  }
}
