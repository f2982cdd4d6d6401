package dev.offstage.agent;

import static dev.offstage.agent.RuleWebapp.EXPRESS;
import static dev.offstage.agent.RuleWebapp.POOL;
import static dev.offstage.agent.RuleWebapp.POST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Sender;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that nobody may recompile. */
class RuleRedirectionTest {

  @Test
  void should_run_a_method_in_the_pool_by_one_line() throws Exception {
    RuleWebapp webapp = new RuleWebapp(POST + "#send(java.lang.String)");
    Object post = webapp.make(POST);

    webapp.call(post, "send", "a");
    assertThat(webapp.calls(1).get(0)).matches("send a" + POOL);
    webapp.call(post, "send", "b", 2);
    assertThat(webapp.calls(1)).containsExactly("send b 2" + here());
  }

  private static String here() {
    return "@" + Thread.currentThread().getName();
  }

  /** The library's loader outlives a webapp where the library is in a shared place. */
  @Test
  void should_forget_the_rules_of_the_webapp_that_was_there_before() throws Exception {
    RuleWebapp webapp = new RuleWebapp(POST + "#send");
    LibraryLinkV1.register(
        Collections.singleton(webapp.loader),
        "next",
        "",
        "offstage.redirect (web.xml)",
        Collections.singleton("default"));

    webapp.call(webapp.make(POST), "send", "a");
    assertThat(webapp.calls(1)).containsExactly("send a" + here());
  }

  @Test
  void should_redirect_in_classes_that_are_loaded_already() throws Exception {
    RuleWebapp webapp = new RuleWebapp();
    Object post = webapp.make(POST);
    webapp.call(post, "send", "early");
    assertThat(webapp.calls(1)).containsExactly("send early" + here());

    LibraryLinkV1.register(
        Collections.singleton(webapp.loader),
        "shop",
        POST + "#send",
        RuleWebapp.SOURCE,
        Collections.singleton("default"));

    webapp.call(post, "send", "late");
    assertThat(webapp.calls(1).get(0)).matches("send late" + POOL);
  }

  @Test
  void should_leave_the_same_class_of_another_webapp_alone() throws Exception {
    new RuleWebapp(POST + "#send").make(POST);
    RuleWebapp other = new RuleWebapp(POST + "#burnAll");

    other.call(other.make(POST), "send", "a");

    assertThat(other.calls(1)).containsExactly("send a" + here());
  }

  @Test
  void should_leave_overrides_alone_unless_the_rule_says_so() throws Exception {
    RuleWebapp exact = new RuleWebapp(POST + "#send(java.lang.String)");
    exact.call(exact.make(EXPRESS), "send", "a");
    List<String> calls = exact.calls(2);
    assertThat(calls.get(0)).isEqualTo("Express.send a" + here());
    assertThat(calls.get(1)).matches("send a" + POOL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev.offstage.agent.app.Post+", "dev.offstage.agent.app.Sen*+"})
  void should_redirect_overrides_once_by_a_rule_with_a_plus(String type) throws Exception {
    RuleWebapp webapp = new RuleWebapp(type + "#send(String)");

    webapp.call(webapp.make(EXPRESS), "send", "a");

    List<String> calls = webapp.calls(2);
    assertThat(calls.get(0)).matches("Express.send a" + POOL);
    assertThat(calls.get(1)).matches("send a" + POOL);
    assertThat(calls.get(1).split("@")[1]).isEqualTo(calls.get(0).split("@")[1]);
  }

  @Test
  void should_redirect_what_implements_an_interface_also_in_a_nested_class() throws Exception {
    RuleWebapp webapp = new RuleWebapp(Sender.class.getName() + "+#send*(..)");
    Object pigeon = webapp.make(EXPRESS + "$Pigeon");

    webapp.call(pigeon, "send", "a");
    assertThat(webapp.calls(1).get(0)).matches("Pigeon.send a" + POOL);
    webapp
        .loader
        .loadClass(Sender.class.getName())
        .getMethod("sendTwice", String.class)
        .invoke(pigeon, "b");
    assertThat(webapp.calls(1).get(0)).matches("sendTwice b" + POOL);
  }

  @ParameterizedTest
  @CsvSource({
    "tell, a, true, true",
    "stamp, , '\"to be sent\"', to be sent",
    "letters, , null, ",
    "anything, , true, true",
    "anything, , '\"x\\\"y\"', 'x\"y'",
    "price, , 7, 7.0"
  })
  void should_give_the_caller_what_the_rule_says(
      String method, String argument, String returns, String expected) throws Exception {
    RuleWebapp webapp = new RuleWebapp(POST + "#" + method + " returns=" + returns);

    Object returned =
        argument == null
            ? webapp.call(webapp.make(POST), method)
            : webapp.call(webapp.make(POST), method, argument);

    assertThat(webapp.mistakes).isEmpty();
    assertThat(returned == null ? null : returned.toString()).isEqualTo(expected);
    assertThat(webapp.calls(1).get(0)).matches(method + ".*" + POOL);
  }

  @Test
  void should_give_the_caller_a_number_and_keep_the_arguments_of_two_slots() throws Exception {
    RuleWebapp webapp = new RuleWebapp(POST + "#weigh(String, long) returns=500");

    assertThat(webapp.call(webapp.make(POST), "weigh", "a", 7L)).isEqualTo(500);
    assertThat(webapp.calls(1).get(0)).matches("weigh a" + POOL);
  }

  @Test
  void should_give_the_caller_the_bodys_result_where_the_body_runs_inline() throws Exception {
    RuleWebapp webapp = new RuleWebapp(POST + "#stamp returns=\"now\"");
    System.setProperty("offstage.enabled", "false");
    try {
      assertThat(webapp.call(webapp.make(POST), "stamp")).isEqualTo("late");
    } finally {
      System.clearProperty("offstage.enabled");
    }
  }

  @Test
  void should_not_throw_at_the_caller_what_the_body_throws_in_the_pool() throws Exception {
    RuleWebapp webapp = new RuleWebapp(POST + "#failing returns=true");

    assertThat(webapp.call(webapp.make(POST), "failing")).isEqualTo(true);
  }

  @Test
  void should_give_a_future_at_once() throws Exception {
    RuleWebapp webapp = new RuleWebapp(POST + "#reply");

    Object reply = webapp.call(webapp.make(POST), "reply", "Ann");

    assertThat(((CompletableFuture<?>) reply).get(10, TimeUnit.SECONDS)).isEqualTo("dear Ann");
    assertThat(webapp.calls(1).get(0)).matches("reply" + POOL);
  }

  @Test
  void should_redirect_a_synchronized_method_only_when_told_to() throws Exception {
    RuleWebapp refused = new RuleWebapp(POST + "#sort");
    refused.call(refused.make(POST), "sort");
    assertThat(refused.calls(1)).containsExactly("sort" + here());
    assertThat(refused.check().get("refused"))
        .hasSize(1)
        .first()
        .asString()
        .contains("#sort()")
        .contains("synchronized=yes");

    RuleWebapp told = new RuleWebapp(POST + "#sort synchronized=yes");
    told.call(told.make(POST), "sort");
    assertThat(told.calls(1).get(0)).matches("sort" + POOL);
  }

  @Test
  void should_match_private_and_static_methods_arrays_and_varargs() throws Exception {
    RuleWebapp webapp =
        new RuleWebapp(
            "private " + POST + "#burn(byte[], String...)", "static !public " + POST + "#empty()");

    webapp.call(webapp.make(POST), "burnAll");

    List<String> calls = webapp.calls(2);
    assertThat(calls).anyMatch(call -> call.matches("burn 3 2" + POOL));
    assertThat(calls).anyMatch(call -> call.matches("empty" + POOL));
  }

  @Test
  void should_use_the_pool_and_the_time_to_start_of_the_first_rule_that_matches() throws Exception {
    RuleWebapp webapp =
        new RuleWebapp(
            POST + "#send(String) pool=mail start=after-response",
            POST + "#send* pool=other # everything else");

    assertThat(webapp.check().get("redirected"))
        .anyMatch(line -> line.contains("#send(java.lang.String) to the pool 'mail'"))
        .anyMatch(line -> line.contains("#send(java.lang.String, int) to the pool 'other'"));
    assertThat(webapp.check().get("unmatched")).isEmpty();
  }

  /** With offstage.strict a refused method stops the deployment. */
  @Test
  void should_not_refuse_the_abstract_method_above_those_that_a_rule_means() {
    Map<String, List<String>> check = new RuleWebapp(Sender.class.getName() + "+#send").check();

    assertThat(check.get("refused")).isEmpty();
    assertThat(check.get("unmatched")).isEmpty();
    assertThat(check.get("redirected"))
        .anyMatch(line -> line.startsWith("redirects " + EXPRESS + "$Pigeon#send("));
    assertThat(new RuleWebapp(Sender.class.getName() + "#send").check().get("refused"))
        .anyMatch(line -> line.contains("Sender#send(java.lang.String)"));
  }

  @Test
  void should_check_the_other_classes_when_one_of_them_cannot_be_read() {
    ClassLoader loader = new ChildFirstLoader().with("a.Broken", "send".getBytes(UTF_8));
    LibraryLinkV1.register(
        Collections.singleton(loader),
        "shop",
        Sender.class.getName() + "+#send",
        "web.xml",
        Collections.singleton("default"));
    Map<String, List<String>> check =
        LibraryLinkV1.check(loader, "shop", () -> Arrays.asList("a.Broken", EXPRESS + "$Pigeon"));

    assertThat(check.get("mistakes")).isNull();
    assertThat(check.get("redirected")).hasSize(1);
  }

  @Test
  void should_say_when_an_earlier_rule_takes_everything() {
    RuleWebapp webapp = new RuleWebapp(POST + "#send*", POST + "#send(String)");

    assertThat(webapp.check().get("unmatched"))
        .hasSize(1)
        .first()
        .asString()
        .contains("'" + POST + "#send(String)' (" + RuleWebapp.SOURCE + ", line 2) is never used")
        .contains("line 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dev.offstage.agent.app.Post#sent | did you mean dev.offstage.agent.app.Post#send(",
        "dev.offstage.agent.app.Post#send(int) | there is dev.offstage.agent.app.Post#send(java.lang.String)",
        "dev.offstage.agent.app.Pots#send | there is no such class; did you mean dev.offstage.agent.app.Post or",
        "dev.offstage.app.Post#send | did you mean dev.offstage.agent.app.Post?",
        "dev.offstage.agent.app.Express#tell | the method is inherited; did you mean dev.offstage.agent.app.Post#tell(",
        "dev.offstage.agent.app.Express.Pigeon#send | did you mean dev.offstage.agent.app.Express$Pigeon?",
        "dev.offstage.agent.app.P*#fly | no method of dev.offstage.agent.app.Post matches fly",
        "com.acme..*#fly | there is no such class"
      })
  void should_say_what_was_probably_meant(String rule, String hint) {
    assertThat(new RuleWebapp(rule).check().get("unmatched"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("'" + rule + "' (" + RuleWebapp.SOURCE + ", line 1) matches nothing: ")
        .contains(hint);
  }

  @Test
  void should_use_the_other_lines_when_one_is_wrong() throws Exception {
    RuleWebapp webapp = new RuleWebapp("# a comment", "", POST + "#", POST + "#send");

    assertThat(webapp.mistakes)
        .containsExactly(
            RuleWebapp.SOURCE
                + ", line 3, column "
                + (POST.length() + 2)
                + ": there is no method after the #; expected: package.Class#method, * for all");
    webapp.call(webapp.make(POST), "send", "a");
    assertThat(webapp.calls(1).get(0)).matches("send a" + POOL);
  }
}
