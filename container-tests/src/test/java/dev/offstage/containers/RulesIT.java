package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Methods that nobody has marked, redirected by lines in web.xml. */
@ParameterizedClass
@EnumSource(names = {"TOMCAT_9", "TOMCAT_11"})
record RulesIT(Container container) {
  private static final String AUDIT = "dev.offstage.containers.webapp.Audit";
  private static final String REDIRECT = "offstage.redirect";

  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Container container) throws Exception {
    server = container.newServer();
    server.start(
        List.of(
            War.named("shop")
                .contextParam(
                    REDIRECT,
                    """

                      # what makes our users wait
                      %1$s#record(..)   pool=audit
                      %1$s#count        returns=42
                    """
                        .formatted(AUDIT)),
            War.named("plain"),
            War.named("typo")
                .contextParam(REDIRECT, AUDIT + "#recrod(..)\n" + AUDIT + "#count retruns=0"),
            War.named("refused").contextParam(REDIRECT, AUDIT + "#answer"),
            War.named("strict")
                .contextParam(REDIRECT, AUDIT + "#recrod(..)")
                .contextParam("offstage.strict", "true")),
        "-javaagent:" + Built.agentJar(),
        "-Doffstage.pool.audit.size=2");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    Server.end(server);
  }

  private static void awaitLog(String... parts) {
    await()
        .untilAsserted(
            () ->
                assertThat(server.log())
                    .anyMatch(line -> List.of(parts).stream().allMatch(line::contains)));
  }

  @Test
  void the_caller_gets_what_the_rule_says() throws Exception {
    Client shop = new Client(server, "shop");

    assertThat(shop.get("audit/count?gate=cnt").body()).isEqualTo("count 42");
    shop.awaitEvent("begun cnt on offstage-shop-default-");
    shop.open("cnt");
    shop.awaitEvent("done cnt");
    assertThat(new Client(server, "plain").get("audit/count").body()).isEqualTo("count -1");
  }

  @Test
  void the_log_says_what_is_redirected_and_by_which_line() throws Exception {
    new Client(server, "shop").get("audit/count");

    awaitLog(
        "[offstage] redirects " + AUDIT + "#record(",
        "HttpServletRequest, java.lang.String) to the pool 'audit'"
            + " (offstage.redirect (context-param in web.xml), line 2)");
    awaitLog("in 'shop' the agent redirects ", " methods and refuses 0; rules without effect: 0");
  }

  @Test
  void a_rule_that_matches_nothing_is_a_warning_with_the_nearest_method() throws Exception {
    new Client(server, "typo").get("audit/count");

    awaitLog(
        "'"
            + AUDIT
            + "#recrod(..)' (offstage.redirect (context-param in web.xml), line 1) matches"
            + " nothing: the class has no such method; did you mean "
            + AUDIT
            + "#record(");
    awaitLog(
        "offstage.redirect (context-param in web.xml), line 2, column 44: there is no key"
            + " 'retruns'; did you mean returns?");
    assertThat(new Client(server, "typo").get("audit/count").body()).isEqualTo("count -1");
  }

  @Test
  void a_method_that_takes_the_response_is_refused_with_the_reason_once() throws Exception {
    assertThat(new Client(server, "refused").get("audit/answer").body()).isEqualTo("answered");

    awaitLog("refuses " + AUDIT + "#answer(", "it takes a ", "HttpServletResponse");
    awaitLog(
        "in 'refused' the agent redirects ",
        " and refuses 1 (the reasons follow [offstage] on standard error);");
    assertThat(server.log())
        .filteredOn(line -> line.contains("refuses " + AUDIT + "#answer("))
        .hasSize(1);
  }

  @Test
  void strict_stops_the_deployment_of_a_webapp_with_a_rule_without_effect() throws Exception {
    assertThat(new Client(server, "strict").get("audit/count").statusCode()).isEqualTo(404);
    assertThat(server.log())
        .anyMatch(
            line ->
                line.contains("offstage.strict is true, and offstage: the rule '" + AUDIT)
                    && line.contains("matches nothing"));
  }
}
