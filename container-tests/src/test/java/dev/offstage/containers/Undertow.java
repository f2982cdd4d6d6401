package dev.offstage.containers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Undertow in a program of ours that embeds it, as its users do. */
final class Undertow extends AbstractServer {
  private static final String MAIN = "dev.offstage.containers.undertow.UndertowMain";

  /**
   * @param libraries the folder of its jars
   */
  Undertow(ServletApi api, Path libraries, Path jdk) {
    super(api, libraries, jdk);
  }

  @Override
  void prepare() {}

  @Override
  List<String> command(List<String> jvmArgs) throws Exception {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(jvmArgs);
    command.add("-Dread.timeout=" + readTimeoutMillis());
    Path program = new Bundle().withClassesOf(api(), "undertow").writeTo(base().resolve("u.jar"));
    command.addAll(List.of("-cp", program + ":" + jarsIn(home()), MAIN, webapps().toString()));
    return command;
  }

  @Override
  int awaitPort(ServerProcess started) {
    return Integer.parseInt(started.awaitLine("Undertow listens at ").replaceAll(".* ", ""));
  }
}
