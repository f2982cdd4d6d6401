package dev.offstage.containers;

import java.util.stream.Stream;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("platforms")
record InsideTomcatIT(Platform platform) implements InsideTests {
  private static Server server;

  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun().filter(it -> it.toString().startsWith("Tom"));
  }

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    server = platform.newServer();
    server.start(Webapps.withListener(), IN_PROCESS);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
  }

  @Override
  public Server server() {
    return server;
  }
}
