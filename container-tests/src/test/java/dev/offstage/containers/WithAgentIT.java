package dev.offstage.containers;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a webapp can do with the jar and the agent, on each server of this run. */
@Order(1)
@ExtendWith(CompatibilityTable.class)
@ParameterizedClass
@MethodSource("dev.offstage.containers.Platform#ofThisRun")
record WithAgentIT(Platform platform)
    implements StartUpTests,
        ReplyTests,
        AfterResponseTests,
        FormTests,
        AnswerTimeTests,
        RespondTests,
        AgentTests {
  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    server = platform.newServer();
    server.start(Webapps.all(), "-javaagent:" + Built.agentJar());
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
    return true;
  }
}
