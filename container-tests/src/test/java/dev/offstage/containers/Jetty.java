package dev.offstage.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Eclipse Jetty, as {@code start.jar} starts it from its home folder. */
final class Jetty extends AbstractServer {
  private static final int USUAL_TIMEOUT = 30_000;

  private static final String DOCTYPE =
      "<!DOCTYPE Configure PUBLIC \"-//Jetty//Configure//EN\""
          + " \"https://jetty.org/configure_9_3.dtd\">\n";

  private final String modules;
  private final String limit;
  private final String realm;

  private Jetty(ServletApi api, Path home, Path jdk, String modules, String limit, String realm) {
    super(api, home, jdk);
    this.modules = modules;
    this.limit = limit;
    this.realm = realm;
  }

  /** With one API: up to Jetty 11. */
  static Jetty ofOneApi(ServletApi api, Path home, Path jdk) {
    return new Jetty(
        api,
        home,
        jdk,
        "http,http2c,deploy,annotations,jsp",
        "--module=connectionlimit\njetty.connectionlimit.maxConnections=",
        """
        <Configure id="Server" class="org.eclipse.jetty.server.Server">
          <Call name="addBean"><Arg><New class="org.eclipse.jetty.security.HashLoginService">
            <Set name="name">users</Set>
            <Set name="config">%s</Set>
          </New></Arg></Call>
        </Configure>
        """);
  }

  /** With the API of an environment, such as ee10: Jetty 12. */
  static Jetty ofEnvironment(String environment, ServletApi api, Path home, Path jdk) {
    return new Jetty(
        api,
        home,
        jdk,
        "http,http2c,EE-deploy,EE-annotations,EE-jsp".replace("EE", environment),
        "--module=network-connection-limit\n"
            + "jetty.networkConnectionLimit.maxNetworkConnectionCount=",
        """
        <Configure id="Server" class="org.eclipse.jetty.server.Server">
          <Call id="resources" class="org.eclipse.jetty.util.resource.ResourceFactory" name="of">
            <Arg><Ref refid="Server"/></Arg>
            <Call id="file" name="newResource"><Arg>%s</Arg></Call>
          </Call>
          <Call name="addBean"><Arg><New class="org.eclipse.jetty.security.HashLoginService">
            <Set name="name">users</Set>
            <Set name="config"><Ref refid="file"/></Set>
          </New></Arg></Call>
        </Configure>
        """);
  }

  @Override
  void prepare() throws IOException {
    Files.createDirectories(base().resolve("environments"));
    Files.createDirectories(base().resolve("etc"));
    Path users = base().resolve("etc/users.properties");
    Files.writeString(
        users,
        users().entrySet().stream()
            .map(
                user ->
                    user.getKey().replace("=", "\\=") + ": " + user.getValue() + ", " + ROLE + "\n")
            .collect(Collectors.joining()));
    Files.writeString(base().resolve("etc/users.xml"), DOCTYPE + realm.formatted(users));
    Files.writeString(
        base().resolve("etc/host.xml"),
        DOCTYPE
            + "<Configure id=\"Server\" class=\"org.eclipse.jetty.server.Server\">"
            + host()
            + "</Configure>");
    // Modules last: what follows one of an environment belongs to that environment.
    Files.writeString(
        base().resolve("start.ini"),
        """
        jetty.http.host=127.0.0.1
        jetty.http.port=0
        jetty.deploy.scanInterval=1
        jetty.http.idleTimeout=%d
        %s
        etc/users.xml
        etc/host.xml
        %s
        --module=%s
        """
            .formatted(
                readTimeoutMillis() == 0 ? USUAL_TIMEOUT : readTimeoutMillis(),
                maxConnections() == 0 ? "" : limit + maxConnections(),
                connectors(),
                modules));
  }

  @Override
  List<String> command(List<String> jvmArgs) {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(jvmArgs);
    command.addAll(List.of("-jar", home().resolve("start.jar").toString()));
    command.addAll(List.of("jetty.home=" + home(), "jetty.base=" + base()));
    return command;
  }

  @Override
  int awaitPort(ServerProcess started) {
    started.awaitLine("oejs.Server:main: Started ");
    String connector = started.awaitLine("{HTTP/1.1, (");
    return Integer.parseInt(connector.replaceAll(".*\\{127\\.0\\.0\\.1:(\\d+)}.*", "$1"));
  }
}
