package dev.offstage.containers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A distribution as it is, started with a base folder of its own that its webapps are put into. */
abstract class AbstractServer implements Server {
  /** The one user that every server knows, and the role that the user has. */
  static final String USER = "ann";

  static final String PASSWORD = "a-secret";
  static final String ROLE = "staff";

  private final ServletApi api;
  private final Path home;
  private final Path jdk;
  private int readTimeoutMillis;
  private int maxConnections;
  private String connectors = "";
  private String host = "";
  private final Map<String, String> users = new LinkedHashMap<>(Map.of(USER, PASSWORD));
  private final List<Path> libraries = new ArrayList<>();
  private Path base;
  private ServerProcess process;
  private URI baseUri;

  AbstractServer(ServletApi api, Path home, Path jdk) {
    this.api = api;
    this.home = home;
    this.jdk = jdk;
  }

  /** Waits no longer than this for more of a request; without it, as long as the server likes. */
  final AbstractServer readTimeout(int millis) {
    readTimeoutMillis = millis;
    return this;
  }

  /** 0: as the server likes. */
  final int readTimeoutMillis() {
    return readTimeoutMillis;
  }

  /** Lets no more connections in at once; for those servers that can be told. */
  final AbstractServer maxConnections(int most) {
    maxConnections = most;
    return this;
  }

  /** More connectors, as the server's own configuration has them; for those that can be told. */
  final void addConnectors(String config) {
    connectors += config;
  }

  final String connectors() {
    return connectors;
  }

  /** More of what holds for all webapps, as the server's own configuration has it; the same. */
  final void configureHost(String config) {
    host += config;
  }

  final String host() {
    return host;
  }

  /** One more user in the same role; for those servers that can be told. */
  final void addUser(String name, String password) {
    users.put(name, password);
  }

  /** Their passwords. */
  final Map<String, String> users() {
    return users;
  }

  /** 0: as the server likes. */
  final int maxConnections() {
    return maxConnections;
  }

  /** Makes the base folder ready; the webapps come afterwards. */
  abstract void prepare() throws Exception;

  /** Where webapps are put, and looked after while the server runs. */
  Path webapps() {
    return base.resolve("webapps");
  }

  /** Where what runs lies; elsewhere for a server that makes it of what was put there. */
  Path deployed() {
    return webapps();
  }

  /** Called after the webapps are there, and before the start. */
  void prepareFor(List<? extends Deployable> wars) throws Exception {}

  abstract List<String> command(List<String> jvmArgs) throws Exception;

  Map<String, String> environment() {
    return Map.of();
  }

  /** Waits until the webapps are up; returns where. */
  abstract int awaitPort(ServerProcess started);

  /** Where jars go that all webapps see. */
  Path libraryFolder() {
    return base.resolve("lib");
  }

  final Path home() {
    return home;
  }

  final Path base() {
    return base;
  }

  final boolean isJava8() {
    return !Files.exists(jdk.resolve("lib/modules"));
  }

  final String java() {
    return jdk.resolve("bin/java").toString();
  }

  @Override
  public final ServletApi api() {
    return api;
  }

  @Override
  public final void addLibraries(Path folder) {
    libraries.add(folder);
  }

  @Override
  public final void start(List<? extends Deployable> wars, String... jvmArgs) throws Exception {
    base = Files.createTempDirectory(Files.createDirectories(Built.bases()), "base-");
    prepare();
    Files.createDirectories(webapps());
    Files.createDirectories(base.resolve("temp"));
    for (Path folder : libraries) {
      copyFolder(folder, libraryFolder());
    }
    for (Deployable war : wars) {
      war.writeTo(webapps(), api);
    }
    prepareFor(wars);
    // Quick starts; what differs between systems is set.
    List<String> arguments =
        new ArrayList<>(
            List.of("-XX:TieredStopAtLevel=1", "-Duser.language=en", "-Duser.country=US"));
    arguments.addAll(List.of(jvmArgs));
    arguments.add("-Djava.io.tmpdir=" + base.resolve("temp"));
    process = new ServerProcess(command(arguments), environment());
    baseUri = URI.create("http://127.0.0.1:" + awaitPort(process) + "/");
  }

  static void copyFolder(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** All jars of a folder, as a class path. */
  static String jarsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return String.join(":", files.map(Path::toString).filter(it -> it.endsWith(".jar")).toList());
    }
  }

  @Override
  public final void deploy(Deployable war) throws Exception {
    // Whole at once: servers look at the folder at any time.
    Path written = war.writeTo(Files.createTempDirectory(base, "war-"), api);
    Files.move(written, webapps().resolve(written.getFileName()));
  }

  @Override
  public final void undeploy(String name) throws IOException {
    Files.delete(webapps().resolve(name + ".war"));
    Files.deleteIfExists(deployed().resolve(name + ".war"));
  }

  @Override
  public final void redeploy(String name) throws IOException {
    Path war = deployed().resolve(name + ".war");
    // Some look at whole seconds only.
    Files.setLastModifiedTime(war, FileTime.from(Instant.now().plusSeconds(2)));
  }

  @Override
  public final URI baseUri() {
    return baseUri;
  }

  @Override
  public final long pid() {
    return process.pid();
  }

  @Override
  public final List<String> log() {
    return process.lines();
  }

  @Override
  public final List<String> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.walk(base.resolve("temp"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public final void terminate() {
    process.terminate();
  }

  @Override
  public final void interrupt() throws IOException {
    process.interrupt();
  }

  @Override
  public final void awaitExit() throws InterruptedException {
    process.awaitExit();
  }

  @Override
  public final void close() {
    if (process != null) {
      process.kill();
    }
  }
}
