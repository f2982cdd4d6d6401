package dev.offstage.containers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Payara Micro: one jar that is a server. */
final class PayaraMicro extends AbstractServer {
  private static final String CONFIG = "set configs.config.server-config.";

  private int port;
  private List<? extends Deployable> later = List.of();
  private int times;

  /**
   * @param jar the server
   */
  PayaraMicro(ServletApi api, Path jar, Path jdk) {
    super(api, jar, jdk);
  }

  @Override
  void prepare() throws Exception {
    port = FreePort.find();
    Files.writeString(
        base().resolve("before.txt"),
        CONFIG
            + "network-config.network-listeners.network-listener.http-listener.address=127.0.0.1\n"
            + CONFIG
            + "security-service.activate-default-principal-to-role-mapping=true\n");
    Path password = base().resolve("password.txt");
    Files.writeString(password, "AS_ADMIN_USERPASSWORD=" + PASSWORD + "\n");
    Files.writeString(
        base().resolve("after.txt"),
        "create-file-user --groups %s --passwordfile %s %s%n".formatted(ROLE, password, USER)
            + connectors());
  }

  /**
   * Has it deploy these, one after the other, so many times after the others: while it runs, it
   * looks after no folder.
   */
  void deployLater(List<? extends Deployable> wars, int howOften) {
    later = wars;
    times = howOften;
  }

  @Override
  void prepareFor(List<? extends Deployable> wars) throws Exception {
    Path folder = Files.createDirectories(base().resolve("later"));
    StringBuilder once = new StringBuilder();
    for (Deployable war : later) {
      Path file = war.writeTo(folder, api());
      once.append("deploy --force=true ").append(file).append('\n');
    }
    Files.writeString(base().resolve("later.txt"), once.toString().repeat(times));
  }

  @Override
  List<String> command(List<String> jvmArgs) {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(jvmArgs);
    command.addAll(List.of("-jar", home().toString(), "--nocluster", "--nohostaware"));
    command.addAll(List.of("--port", String.valueOf(port), "--rootDir", base() + "/root"));
    command.addAll(List.of("--prebootcommandfile", base().resolve("before.txt").toString()));
    command.addAll(List.of("--postbootcommandfile", base().resolve("after.txt").toString()));
    command.addAll(List.of("--postdeploycommandfile", base().resolve("later.txt").toString()));
    command.addAll(List.of("--deploymentDir", webapps().toString()));
    return command;
  }

  @Override
  int awaitPort(ServerProcess started) {
    started.awaitLine("ready in ");
    return port;
  }
}
