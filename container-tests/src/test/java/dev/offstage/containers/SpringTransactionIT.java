package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirected methods run inside of Spring's transaction: Spring 5 on Tomcat 9, 6 on Tomcat 11. */
@ParameterizedClass
@EnumSource(names = {"TOMCAT_9", "TOMCAT_11"})
record SpringTransactionIT(Container container) {
  private static final String IN_TASK = " in a transaction on offstage-bank-default-";

  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Container container) throws Exception {
    server = container.newServer();
    server.start(List.of(TransactionWar.spring()), "-javaagent:" + Built.agentJar());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    Server.end(server);
  }

  private static String does(String proxy, String what) throws Exception {
    return new Client(server, "bank").get(proxy + "?does=" + what).body();
  }

  /** One transaction for each of them, seen by another connection when it is committed. */
  @ParameterizedTest
  @ValueSource(strings = {"class", "interface"})
  void what_succeeds_is_committed_and_of_what_fails_nothing_stays(String proxy) throws Exception {
    String before = does(proxy, "entries");
    assertThat(does(proxy, "fail")).isEqualTo("accepted");
    await().until(() -> failures() > 0);
    assertThat(does(proxy, "entries")).isEqualTo(before);

    assertThat(does(proxy, "succeed")).isEqualTo("accepted");
    await().until(() -> !does(proxy, "entries").equals(before));
    List<String> entries = does(proxy, "entries").substring(before.length()).lines().toList();
    assertThat(entries).hasSize(2);
    assertThat(entries.get(0)).startsWith("-5" + IN_TASK);
    assertThat(entries.get(1)).startsWith("5" + IN_TASK);
  }

  private static long failures() {
    return server.log().stream().filter(line -> line.contains("between the two halves")).count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"class", "interface"})
  void the_caller_gets_what_the_rule_says_and_a_future_with_the_result(String proxy)
      throws Exception {
    assertThat(does(proxy, "deposit")).isEqualTo("balance 42");
    await().until(() -> does(proxy, "entries").contains("7" + IN_TASK));
    assertThat(does(proxy, "statement")).contains(" entries," + IN_TASK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"class", "interface"})
  void a_cache_has_what_the_body_returns_and_not_what_the_caller_gets(String proxy)
      throws Exception {
    assertThat(does(proxy, "rate")).isEqualTo("unknown");
    await().until(() -> does(proxy, "cached").startsWith("a rate, "));
    assertThat(does(proxy, "cached")).contains(IN_TASK);
    assertThat(does(proxy, "rate")).isEqualTo("unknown");
  }

  @Test
  void the_log_warns_of_none_of_them_and_names_the_place_of_the_call() throws Exception {
    does("class", "fail");
    await()
        .untilAsserted(
            () ->
                assertThat(server.log())
                    .anyMatch(
                        line ->
                            line.contains("Task 'H2Bank.transfer' failed")
                                && line.contains("BankServlet.answer(BankServlet.java:")));
    assertThat(server.log()).noneMatch(line -> line.contains("[offstage] warning"));
  }
}
