package dev.offstage.springboot;

import dev.offstage.testing.Jdks;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A line of Spring Boot, with one of its servers, on a JDK.
 *
 * @param line the number that the program's module has
 * @param server the name that its jar has
 */
record BootPlatform(String line, String server, int jdk) {
  static final BootPlatform BOOT_2_7 = new BootPlatform("2.7", "tomcat", 8);
  static final BootPlatform BOOT_3 = new BootPlatform("3", "tomcat", 17);
  static final BootPlatform BOOT_4 = new BootPlatform("4", "tomcat", 17);

  private static final List<BootPlatform> ALL =
      List.of(
          BOOT_2_7,
          new BootPlatform("2.7", "jetty", 8),
          new BootPlatform("2.7", "undertow", 8),
          BOOT_3,
          new BootPlatform("3", "jetty", 17),
          new BootPlatform("3", "undertow", 17),
          BOOT_4,
          new BootPlatform("4", "tomcat", 25),
          new BootPlatform("4", "jetty", 21));

  /** Each server once, each line once, the oldest JDK and the newest. */
  private static final List<BootPlatform> QUICK =
      List.of(
          BOOT_2_7,
          new BootPlatform("3", "undertow", 17),
          new BootPlatform("4", "tomcat", 25),
          new BootPlatform("4", "jetty", 21));

  static List<BootPlatform> all() {
    return ALL;
  }

  /** What {@code -Dplatforms} says, as for the container tests. */
  static Stream<BootPlatform> ofThisRun() {
    return "quick".equals(System.getProperty("platforms")) ? QUICK.stream() : ALL.stream();
  }

  /** Each of their lines once, on its first server. */
  static Stream<BootPlatform> eachLineOfThisRun() {
    Set<String> seen = new HashSet<>();
    return ofThisRun().filter(it -> seen.add(it.line));
  }

  /** The undertow programs are packed without the actuator. */
  boolean hasActuator() {
    return !server.equals("undertow");
  }

  String version() {
    return System.getProperty("it.boot" + line + ".version");
  }

  Path jar() {
    return Path.of(
        System.getProperty("it.programs"), "boot-" + line, "target", "program-" + server + ".jar");
  }

  String java() throws Exception {
    return Jdks.java(Jdks.home(jdk));
  }

  /** Its line in the docs. */
  String row() {
    String name = server.substring(0, 1).toUpperCase(Locale.ROOT) + server.substring(1);
    String api = line.equals("2.7") ? "javax" : "jakarta";
    return "| %s | %s | %s | %d |".formatted(version(), name, api, jdk);
  }

  @Override
  public String toString() {
    return "Spring Boot " + version() + ", " + server + ", JDK " + jdk;
  }
}
