package dev.offstage.containers;

import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The second request by a connection, on the servers that take it in process unless told so. */
@Order(4)
@ParameterizedClass
@MethodSource("platforms")
record ByConnectionIT(Platform platform) implements RespondTests {
  static final String BY_CONNECTION = "-Doffstage.respond.way=connection";

  private static Server server;

  static Stream<Platform> platforms() {
    return InsideIT.platforms();
  }

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    server = platform.newServer();
    server.start(Webapps.all(), BY_CONNECTION);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    Server.end(server);
  }

  @Override
  public Server server() {
    return server;
  }

  @Override
  public boolean withAgent() {
    return false;
  }

  @Test
  void the_start_line_says_so() {
    awaitLog("offstage: requests of offstage.respond return by a connection of the server");
  }
}
