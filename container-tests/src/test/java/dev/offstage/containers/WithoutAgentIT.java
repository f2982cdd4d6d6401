package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar dropped into webapps, no agent, on each server of this run. */
@Order(2)
@ExtendWith(CompatibilityTable.class)
@ParameterizedClass
@MethodSource("dev.offstage.containers.Platform#ofThisRun")
record WithoutAgentIT(Platform platform)
    implements StartUpTests,
        ReplyTests,
        AfterResponseTests,
        FormTests,
        AnswerTimeTests,
        RespondTests {
  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    server = platform.newServer();
    server.start(Webapps.all());
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
  void a_marked_method_runs_as_written_and_a_warning_says_why() throws Exception {
    Client shop = client("shop");
    awaitLog("offstage: dev/offstage/containers/webapp/", ".class has @Background methods, but no");
    CompletableFuture<HttpResponse<String>> answer = shop.getLater("download/now?gate=inline");
    assertThat(shop.awaitEvent("begun inline")).doesNotContain("offstage-");
    assertThat(answer).isNotDone();
    shop.open("inline");
    assertThat(answer.get().body()).isEqualTo("downloading");
  }
}
