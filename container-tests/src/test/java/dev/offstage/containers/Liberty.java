package dev.offstage.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Open Liberty, with the features that a servlet application wants. */
final class Liberty extends AbstractServer {
  private final String features;
  private int port;

  /**
   * @param features such as {@code servlet-4.0 jsp-2.3 appSecurity-3.0}
   */
  Liberty(String features, ServletApi api, Path home, Path jdk) {
    super(api, home, jdk);
    this.features = features;
  }

  private Path server() {
    return base().resolve("servers/main");
  }

  @Override
  Path webapps() {
    return server().resolve("apps");
  }

  @Override
  void prepare() throws Exception {
    Files.createDirectories(server());
    port = FreePort.find();
  }

  @Override
  void prepareFor(List<? extends Deployable> wars) throws Exception {
    StringBuilder xml = new StringBuilder("<server><featureManager>");
    for (String feature : features.split(" ")) {
      xml.append("<feature>").append(feature).append("</feature>");
    }
    xml.append("</featureManager>\n");
    xml.append("<httpEndpoint id='defaultHttpEndpoint' host='127.0.0.1' httpsPort='-1' httpPort='");
    xml.append(port).append("'/>\n<applicationMonitor pollingRate='500ms'/>\n");
    xml.append(connectors());
    xml.append("<logging consoleLogLevel='INFO' consoleFormat='SIMPLE'/>\n<basicRegistry>");
    xml.append("<user name='%s' password='%s'/></basicRegistry>\n".formatted(USER, PASSWORD));
    try (var files = Files.list(webapps())) {
      for (Path war : files.toList()) {
        String name = war.getFileName().toString().replace(".war", "");
        xml.append(
            """
            <webApplication location='%1$s.war' contextRoot='/%1$s'><application-bnd>
            <security-role name='%2$s'><user name='%3$s'/></security-role>
            </application-bnd></webApplication>
            """
                .formatted(name, ROLE, USER));
      }
    }
    Files.writeString(server().resolve("server.xml"), xml.append("</server>\n"));
  }

  @Override
  Map<String, String> environment() {
    return Map.of("WLP_USER_DIR", base().toString(), "WLP_OUTPUT_DIR", base().resolve("out") + "");
  }

  @Override
  List<String> command(List<String> jvmArgs) throws IOException {
    List<String> command = new ArrayList<>(List.of(java()));
    if (!isJava8()) {
      // As its start script does; without them it has no JNDI, for one.
      Path options = home().resolve("lib/platform/java/java9.options");
      Files.readAllLines(options).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(command::add);
    }
    Path tools = home().resolve("bin/tools");
    command.add("-javaagent:" + tools.resolve("ws-javaagent.jar"));
    command.add("-Djava.awt.headless=true");
    command.addAll(jvmArgs);
    command.addAll(List.of("-jar", tools.resolve("ws-server.jar").toString(), "main"));
    return command;
  }

  @Override
  int awaitPort(ServerProcess started) {
    started.awaitLine("CWWKF0011I");
    started.awaitLine("CWWKO0219I");
    return port;
  }
}
