package dev.offstage.containers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java program with the agent, in a process of its own. */
final class Program {
  static final String MAIN = "dev.offstage.containers.program.Main";

  /** What the program prints of itself when its three methods are redirected. */
  static final List<String> REDIRECTED =
      List.of(
          "answer: tea costs 7",
          "answer: stamped later",
          "run: order tea on offstage-main-default-N",
          "run: price tea on offstage-main-default-N",
          "run: stamp tea on offstage-main-default-N",
          "the program has ended");

  private Program() {}

  /** The agent, with the rule that the program's third method needs. */
  static String agent(Path folder) throws Exception {
    return agent(folder, "dev.offstage.containers.program.Shop#stamp returns=\"later\"");
  }

  static String agent(Path folder, String... rules) throws Exception {
    Path file = Files.write(folder.resolve("rules.txt"), List.of(rules));
    return "-javaagent:" + Built.agentJar() + "=config=" + file;
  }

  static String classPath(Path... entries) {
    return String.join(":", List.of(entries).stream().map(Path::toString).toList());
  }

  /** Runs java with these arguments; returns all that it has printed. */
  static List<String> run(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(arguments);
    ServerProcess process = new ServerProcess(command);
    try {
      process.awaitExit();
      return process.lines();
    } finally {
      process.kill();
    }
  }

  /** The lines that the program prints of itself. */
  static List<String> ownLines(List<String> lines) {
    return lines.stream().filter(line -> line.matches("(answer: |run: |the program ).*")).toList();
  }
}
