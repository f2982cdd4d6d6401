package dev.offstage.containers;

import java.nio.file.Path;
import java.util.function.Supplier;

/** The servers that the tests run in. */
enum Container {
  TOMCAT_9(() -> new Tomcat(Built.file("tomcat9"), ServletApi.JAVAX, jdk())),
  TOMCAT_11(() -> new Tomcat(Built.file("tomcat11"), ServletApi.JAKARTA, jdk()));

  private final Supplier<Server> maker;

  Container(Supplier<Server> maker) {
    this.maker = maker;
  }

  Server newServer() {
    return maker.get();
  }

  /** The JDK that the servers run on. */
  private static Path jdk() {
    return Path.of(System.getProperty("it.jdk", System.getProperty("java.home")));
  }
}
