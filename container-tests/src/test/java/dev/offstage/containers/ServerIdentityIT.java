package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A pool of one thread on the server's own executor, which takes along who is logged in: what is
 * queued behind a user's task is not that user's.
 */
@ParameterizedClass(allowZeroInvocations = true) // none of the five quick ones is such a server
@MethodSource("platforms")
record ServerIdentityIT(Platform platform) {
  private static final String LOGIN =
      "user=" + AbstractServer.USER + "&password=" + AbstractServer.PASSWORD + "&";

  private static Server server;

  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun()
        .filter(it -> it.toString().matches("(WildFly|Open Liberty).*"));
  }

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    server = platform.newServer();
    server.start(
        List.of(
            War.named("shop")
                .contextParam("offstage.pool.managed.size", "1")
                .contextParam(
                    "offstage.pool.managed.threads", "java:comp/DefaultManagedExecutorService")));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    Server.end(server);
  }

  private static Client visitor() {
    return new Client(server, "shop");
  }

  private static String of(String event) {
    return event.replaceAll(" on .*", "");
  }

  @Test
  void each_task_runs_as_its_own_submitter() throws Exception {
    assertThat(visitor().get("who?name=anns-first&gate=ann&" + LOGIN).body())
        .isEqualTo("here " + AbstractServer.USER);
    visitor().awaitEvent("begun ann");
    String nobody = visitor().get("who?name=nobodys&gate=nobody").body().replace("here ", "");
    assertThat(nobody).isNotEqualTo(AbstractServer.USER);
    visitor().get("who?name=anns-second&" + LOGIN);
    visitor().get("gates?open=ann");
    visitor().get("gates?open=nobody");

    assertThat(of(visitor().awaitEvent("anns-first is")))
        .isEqualTo("anns-first is " + AbstractServer.USER);
    assertThat(of(visitor().awaitEvent("nobodys is"))).isEqualTo("nobodys is " + nobody);
    assertThat(of(visitor().awaitEvent("anns-second is")))
        .isEqualTo("anns-second is " + AbstractServer.USER);
  }
}
