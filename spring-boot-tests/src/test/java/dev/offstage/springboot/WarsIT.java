package dev.offstage.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Spring Boot application in a Tomcat that it does not bring along. */
class WarsIT {
  private Running running;

  @AfterEach
  void close() {
    if (running != null) {
      running.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"2.7, 8, 9", "4, 17, 11"})
  void it_starts_once_with_springs_properties_and_drains(String line, int jdk, String tomcat)
      throws Exception {
    BootPlatform platform = new BootPlatform(line, "tomcat", jdk);
    Program program = start(platform, tomcat);

    assertThat(running.count("Offstage 0")).as("%s", running.lines()).isEqualTo(1);
    assertThat(program.get("settings").body())
        .startsWith("pool default (size 3,")
        .contains("; drain 11s;");
    assertThat(program.get("filters").body()).startsWith("OffstageFilter ");
    assertThat(program.get("report?name=r", "Prefer", "respond-async").statusCode()).isEqualTo(202);
    program.post("gate");
    running.await("event: late r");
    program.post("orders?count=5&millis=200");
    running.terminate();
    running.awaitExit();

    assertThat(running.count("event: finished order")).as("%s", running.lines()).isEqualTo(5);
    assertThat(running.count("event: too late")).isZero();
    assertThat(running.count("event: has destroyed its service")).isEqualTo(1);
  }

  private Program start(BootPlatform platform, String tomcat) throws Exception {
    Path home =
        Path.of(
            System.getProperty("it.servers"),
            "apache-tomcat-" + System.getProperty("it.tomcat" + tomcat + ".version"));
    Path base =
        Files.createTempDirectory(
            Files.createDirectories(Path.of(System.getProperty("it.folders"))), "tomcat-");
    for (String folder : List.of("conf", "webapps", "temp", "work", "logs")) {
      Files.createDirectories(base.resolve(folder));
    }
    int port = freePort();
    Files.writeString(
        base.resolve("conf/server.xml"),
        """
        <Server port="-1"><Service name="Catalina">
          <Connector port="%d" address="127.0.0.1"/>
          <Engine name="Catalina" defaultHost="localhost"><Host name="localhost" appBase="webapps"/></Engine>
        </Service></Server>
        """
            .formatted(port));
    Files.copy(home.resolve("conf/web.xml"), base.resolve("conf/web.xml"));
    War.write(platform, base.resolve("webapps/ROOT.war"));
    Files.writeString(
        base.resolve("application.properties"),
        """
        offstage.pool.size=3
        offstage.drain=11s
        offstage.respond=GET /report
        """);
    running =
        new Running(
            List.of(
                platform.java(),
                "-XX:TieredStopAtLevel=1",
                "-Dcatalina.home=" + home,
                "-Dcatalina.base=" + base,
                "-Djava.io.tmpdir=" + base.resolve("temp"),
                "-cp",
                home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start"),
            Map.of(),
            base);
    running.await("Server startup in");
    return new Program(platform).at(String.valueOf(port));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
