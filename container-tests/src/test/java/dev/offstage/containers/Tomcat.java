package dev.offstage.containers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Tomcat distribution as it is, with a base folder of its own. */
final class Tomcat implements Server {
  private static final String[] OPENS = {
    "java.base/java.lang",
    "java.base/java.io",
    "java.base/java.util",
    "java.base/java.util.concurrent",
    "java.rmi/sun.rmi.transport"
  };

  private final Path home;
  private final ServletApi api;
  private final Path jdk;
  private final List<Path> libraries = new ArrayList<>();
  private Path base;
  private ServerProcess process;
  private URI baseUri;

  Tomcat(Path home, ServletApi api, Path jdk) {
    this.home = home;
    this.api = api;
    this.jdk = jdk;
  }

  @Override
  public ServletApi api() {
    return api;
  }

  @Override
  public void addLibraries(Path folder) {
    libraries.add(folder);
  }

  @Override
  public void start(List<? extends Deployable> wars, String... jvmArgs) throws Exception {
    base = Files.createTempDirectory(home.getParent(), "tomcat-base-");
    for (String folder : List.of("conf", "lib", "logs", "temp", "webapps", "work")) {
      Files.createDirectory(base.resolve(folder));
    }
    copyConf();
    for (Path folder : libraries) {
      copyFiles(folder, base.resolve("lib"));
    }
    for (Deployable war : wars) {
      war.writeTo(base.resolve("webapps"), api);
    }
    process = new ServerProcess(command(jvmArgs));
    process.awaitLine("Server startup in ");
    String connector = process.awaitLine("Starting ProtocolHandler [\"http-nio-127.0.0.1-auto-1-");
    baseUri = URI.create("http://127.0.0.1:" + connector.replaceAll(".*-auto-1-(\\d+)\".*", "$1/"));
  }

  /** No shutdown port, a free port on the loop-back interface, webapps looked after each second. */
  private void copyConf() throws IOException {
    copyFiles(home.resolve("conf"), base.resolve("conf"));
    Path serverXml = base.resolve("conf/server.xml");
    Files.writeString(
        serverXml,
        Files.readString(serverXml)
            .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
            .replace("<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" port=\"0\"")
            .replace("<Engine name=", "<Engine backgroundProcessorDelay=\"1\" name="));
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private List<String> command(String... jvmArgs) {
    List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
    if (Files.exists(jdk.resolve("lib/modules"))) {
      for (String packages : OPENS) {
        command.add("--add-opens=" + packages + "=ALL-UNNAMED");
      }
    }
    command.addAll(List.of(jvmArgs));
    command.addAll(List.of("-Duser.language=en", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager");
    command.add("-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"));
    command.addAll(List.of("-Dcatalina.home=" + home, "-Dcatalina.base=" + base));
    command.add("-Djava.io.tmpdir=" + base.resolve("temp"));
    Path bin = home.resolve("bin");
    command.add("-cp");
    command.add(bin.resolve("bootstrap.jar") + ":" + bin.resolve("tomcat-juli.jar"));
    command.addAll(List.of("org.apache.catalina.startup.Bootstrap", "start"));
    return command;
  }

  @Override
  public void undeploy(String name) throws IOException {
    Files.delete(base.resolve("webapps").resolve(name + ".war"));
  }

  @Override
  public URI baseUri() {
    return baseUri;
  }

  @Override
  public List<String> log() {
    return process.lines();
  }

  @Override
  public void terminate() {
    process.terminate();
  }

  @Override
  public void awaitExit() throws InterruptedException {
    process.awaitExit();
  }

  @Override
  public void close() {
    if (process != null) {
      process.kill();
    }
  }
}
