package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirected methods of CDI beans run inside of their interceptors, here the transaction's. */
@ParameterizedClass(allowZeroInvocations = true) // none of the quick ones has CDI
@MethodSource("platforms")
record ManagedTransactionIT(Platform platform) {
  private static Server server;

  /** Weld, and OpenWebBeans. */
  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun().filter(it -> it.toString().matches("(WildFly|TomEE).*"));
  }

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    server = platform.newServer();
    server.start(List.of(TransactionWar.managed()), "-javaagent:" + Built.agentJar());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    Server.end(server);
  }

  private static List<String> does(String what) throws Exception {
    return new Client(server, "bank").get("book?does=" + what).body().lines().toList();
  }

  private static String told(String how) throws Exception {
    return new Client(server, "bank").get("book?told=" + how).body();
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit", "throwing", "late", "inner", "outer", "supports", "none"})
  void work_after_the_commit_starts_on_a_thread_of_the_pool(String how) throws Exception {
    assertThat(new Client(server, "bank").get("book?after=" + how).statusCode()).isEqualTo(200);
    await()
        .untilAsserted(() -> assertThat(told(how)).startsWith("SUCCEEDED offstage-bank-default-"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rollback", "marked", "markedLater", "timeout"})
  void work_after_the_commit_never_starts_after_a_rollback(String how) throws Exception {
    assertThat(new Client(server, "bank").get("book?after=" + how).statusCode()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(told(how)).isEqualTo("CANCELLED rolled back"));
  }

  @Test
  void what_succeeds_is_committed_and_what_fails_is_rolled_back() throws Exception {
    does("succeed");
    await().untilAsserted(() -> assertThat(does("tell")).hasSize(1));
    assertThat(does("tell").get(0)).startsWith("committed on offstage-bank-default-");
    does("fail");
    await().untilAsserted(() -> assertThat(does("tell")).hasSize(2));
    assertThat(does("tell").get(1)).startsWith("rolled back on offstage-bank-default-");
    assertThat(server.log()).noneMatch(line -> line.contains("[offstage] warning"));
  }
}
