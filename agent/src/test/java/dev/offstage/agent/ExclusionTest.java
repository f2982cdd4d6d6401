package dev.offstage.agent;

import static dev.offstage.agent.RuleWebapp.EXPRESS;
import static dev.offstage.agent.RuleWebapp.POOL;
import static dev.offstage.agent.RuleWebapp.POST;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lines with a {@code !}. */
class ExclusionTest {
  private static String here() {
    return "@" + Thread.currentThread().getName();
  }

  @Test
  void should_leave_a_method_as_it_is_wherever_the_line_stands() throws Exception {
    RuleWebapp webapp =
        new RuleWebapp(POST + "#send(..)", "!dev.offstage..Po*#send(java.lang.String, int)");
    Object post = webapp.make(POST);

    webapp.call(post, "send", "a");
    assertThat(webapp.calls(1).get(0)).matches("send a" + POOL);
    webapp.call(post, "send", "b", 2);
    assertThat(webapp.calls(1)).containsExactly("send b 2" + here());
    assertThat(webapp.check().get("unmatched")).isEmpty();
    assertThat(webapp.check().get("refused")).isEmpty();
  }

  @Test
  void should_leave_the_methods_of_subclasses_and_marked_methods_as_they_are() throws Exception {
    RuleWebapp webapp =
        new RuleWebapp(POST + "+#send(String)", "!" + EXPRESS + "#*", "!*..Plain#*(..)");

    webapp.call(webapp.make(EXPRESS), "send", "a");
    assertThat(webapp.calls(2).get(0)).isEqualTo("Express.send a" + here());
    webapp.make("dev.offstage.agent.app.Plain");
    assertThat(webapp.check().get("redirected"))
        .noneMatch(line -> line.contains("Plain#"))
        .anyMatch(line -> line.contains("Post#send("));
  }

  @Test
  void should_take_modifiers_into_account() throws Exception {
    RuleWebapp webapp = new RuleWebapp("!public !" + POST + "#*", POST + "#*(..) returns=null");
    webapp.make(POST);

    assertThat(webapp.check().get("redirected"))
        .anyMatch(line -> line.contains("Post#send("))
        .noneMatch(line -> line.contains("Post#empty("));
  }

  @Test
  void should_say_that_an_exclusion_or_the_rule_that_it_excludes_has_no_effect() {
    RuleWebapp webapp =
        new RuleWebapp(POST + "#send(String)", "!" + POST + "#tell", "!" + POST + "#s*(String)");

    assertThat(webapp.check().get("unmatched"))
        .containsExactlyInAnyOrder(
            "'!"
                + POST
                + "#tell' ("
                + RuleWebapp.SOURCE
                + ", line 2) excludes nothing: no rule and no @Background asks for such a method",
            "'"
                + POST
                + "#send(String)' ("
                + RuleWebapp.SOURCE
                + ", line 1) is never used: '!"
                + POST
                + "#s*(String)' ("
                + RuleWebapp.SOURCE
                + ", line 3) comes first for "
                + POST
                + "#send(java.lang.String)");
  }
}
