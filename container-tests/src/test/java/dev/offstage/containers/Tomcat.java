package dev.offstage.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Apache Tomcat, with HTTP/2 switched on and webapps looked after each second. */
class Tomcat extends AbstractServer {
  private static final String[] OPENS = {
    "java.base/java.lang",
    "java.base/java.io",
    "java.base/java.util",
    "java.base/java.util.concurrent",
    "java.rmi/sun.rmi.transport"
  };

  private static final String HTTP_2 =
      "<UpgradeProtocol className='org.apache.coyote.http2.Http2Protocol'/>";

  private final String webapps;
  private String grants;
  private boolean http2 = true;

  Tomcat(ServletApi api, Path home, Path jdk) {
    this(api, home, jdk, "webapps");
  }

  private Tomcat(ServletApi api, Path home, Path jdk, String webapps) {
    super(api, home, jdk);
    this.webapps = webapps;
  }

  /** One that makes jakarta webapps of those for javax. */
  static Tomcat migrating(ServletApi api, Path home, Path jdk) {
    return new Tomcat(api, home, jdk, "webapps-javaee");
  }

  /**
   * Starts it as {@code catalina.sh start -security} does.
   *
   * @param more what its policy grants beside what it comes with
   */
  final Tomcat withSecurityManager(String more) {
    grants = more;
    return this;
  }

  /** Starts it as it is unpacked: with HTTP/1.1 alone. */
  final Tomcat withoutHttp2() {
    http2 = false;
    return this;
  }

  private Path policy() {
    return base().resolve("conf/catalina.policy");
  }

  @Override
  Path webapps() {
    return base().resolve(webapps);
  }

  /** What has been made of a webapp for javax: Tomcat looks at that webapp once only. */
  @Override
  Path deployed() {
    return base().resolve("webapps");
  }

  @Override
  void prepare() throws Exception {
    for (String folder : List.of("lib", "logs", "webapps", "work")) {
      Files.createDirectory(base().resolve(folder));
    }
    copyFolder(home().resolve("conf"), base().resolve("conf"));
    Path serverXml = base().resolve("conf/server.xml");
    Files.writeString(
        serverXml,
        Files.readString(serverXml)
            .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
            .replaceFirst(
                "(?s)<Connector port=\"8080\".*?/>",
                """
                <Connector address="127.0.0.1" port="0" protocol="HTTP/1.1"%s>
                  %s
                </Connector>
                """
                        .formatted(limits(), http2 ? HTTP_2 : "")
                    + connectors())
            .replace("</Host>", host() + "</Host>")
            .replace("<Engine name=", "<Engine backgroundProcessorDelay=\"1\" name="));
    // What webapps throw goes to the console, as all else does.
    Path logging = base().resolve("conf/logging.properties");
    Files.writeString(
        logging, Files.readString(logging).replaceAll("(?m)^.*\\[localhost]\\.handlers.*$", ""));
    Files.writeString(
        base().resolve("conf/tomcat-users.xml"),
        users().entrySet().stream()
            .map(
                user ->
                    "<user username='%s' password='%s' roles='%s'/>"
                        .formatted(user.getKey(), user.getValue(), ROLE))
            .collect(Collectors.joining("", "<tomcat-users>", "</tomcat-users>")));
    if (grants != null) {
      Files.writeString(policy(), "\n" + grants, StandardOpenOption.APPEND);
    }
  }

  private String limits() {
    return (maxConnections() == 0 ? "" : " maxConnections=\"" + maxConnections() + "\"")
        + (readTimeoutMillis() == 0 ? "" : " connectionTimeout=\"" + readTimeoutMillis() + "\"");
  }

  @Override
  List<String> command(List<String> jvmArgs) throws IOException {
    List<String> command = new ArrayList<>(List.of(java()));
    if (!isJava8()) {
      for (String packages : OPENS) {
        command.add("--add-opens=" + packages + "=ALL-UNNAMED");
      }
    }
    command.addAll(jvmArgs);
    command.add("-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager");
    command.add("-Djava.util.logging.config.file=" + base().resolve("conf/logging.properties"));
    command.addAll(List.of("-Dcatalina.home=" + home(), "-Dcatalina.base=" + base()));
    if (grants != null) {
      command.add("-Djava.security.manager");
      command.add("-Djava.security.policy==" + policy());
    }
    Path bin = home().resolve("bin");
    command.add("-cp");
    command.add(bin.resolve("bootstrap.jar") + ":" + bin.resolve("tomcat-juli.jar"));
    command.addAll(List.of("org.apache.catalina.startup.Bootstrap", "start"));
    return command;
  }

  @Override
  int awaitPort(ServerProcess started) {
    started.awaitLine("erver startup in ");
    String connector = started.awaitLine("Starting ProtocolHandler [\"http-nio-127.0.0.1-auto-1-");
    return Integer.parseInt(connector.replaceAll(".*-auto-1-(\\d+)\".*", "$1"));
  }
}
