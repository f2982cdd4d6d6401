package dev.offstage.containers;

import dev.offstage.testing.Jdks;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One row of the compatibility table: a server on a JDK. */
record Platform(Container container, int jdk) {
  private static final List<Platform> ALL =
      List.of(
          new Platform(Container.TOMCAT_8, 8),
          new Platform(Container.TOMCAT_9, 8),
          new Platform(Container.TOMCAT_9, 17),
          new Platform(Container.TOMCAT_10, 11),
          new Platform(Container.TOMCAT_10, 21),
          new Platform(Container.TOMCAT_10_MIGRATING, 17),
          new Platform(Container.TOMCAT_11, 17),
          new Platform(Container.TOMCAT_11, 25),
          new Platform(Container.JETTY_9, 8),
          new Platform(Container.JETTY_9, 11),
          new Platform(Container.JETTY_12_EE8, 17),
          new Platform(Container.JETTY_12_EE8, 25),
          new Platform(Container.JETTY_12_EE10, 17),
          new Platform(Container.JETTY_12_EE10, 25),
          new Platform(Container.JETTY_12_EE11, 17),
          new Platform(Container.JETTY_12_EE11, 25),
          new Platform(Container.UNDERTOW_2_2, 8),
          new Platform(Container.UNDERTOW_2_3, 11),
          new Platform(Container.WILDFLY_26, 11),
          new Platform(Container.WILDFLY, 17),
          new Platform(Container.LIBERTY_JAVAX, 17),
          new Platform(Container.LIBERTY_JAKARTA, 17),
          new Platform(Container.PAYARA_MICRO, 17),
          new Platform(Container.TOMEE_8, 17),
          new Platform(Container.TOMEE_9, 17));

  /** Five servers, both names of the API, the oldest JDK and the newest. */
  private static final List<Platform> QUICK =
      List.of(
          new Platform(Container.TOMCAT_8, 8),
          new Platform(Container.TOMCAT_11, 25),
          new Platform(Container.JETTY_9, 11),
          new Platform(Container.JETTY_12_EE10, 17),
          new Platform(Container.UNDERTOW_2_3, 11));

  static List<Platform> all() {
    return ALL;
  }

  static boolean areAllInThisRun() {
    return "all".equals(System.getProperty("platforms"));
  }

  /** What {@code -Dplatforms} says: {@code quick}, {@code all}, or a part of their names. */
  static Stream<Platform> ofThisRun() {
    String wanted = System.getProperty("platforms", "quick");
    return switch (wanted) {
      case "quick" -> QUICK.stream();
      case "all" -> ALL.stream();
      default -> ALL.stream().filter(it -> it.toString().contains(wanted));
    };
  }

  /** Each of their servers once, for what does not depend on the JDK. */
  static Stream<Platform> eachServerOfThisRun() {
    Set<Container> seen = EnumSet.noneOf(Container.class);
    return ofThisRun().filter(it -> seen.add(it.container()));
  }

  Server newServer() throws Exception {
    return container.newServer(Jdks.home(jdk).toPath());
  }

  String server() {
    return container.label + " " + container.version();
  }

  @Override
  public String toString() {
    return server() + ", " + container.api.label() + ", JDK " + jdk;
  }
}
