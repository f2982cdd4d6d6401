package dev.offstage.agent;

import static dev.offstage.agent.RuleWebapp.POOL;
import static dev.offstage.agent.RuleWebapp.POST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Desk;
import dev.offstage.agent.app.Night;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that name who calls. */
class RuleCallersTest {
  private static final String DESK = Desk.class.getName();
  private static final String NIGHT = Night.class.getName();

  private static String here() {
    return "@" + Thread.currentThread().getName();
  }

  @ParameterizedTest
  @ValueSource(strings = {"directly", "inALambda", "inANestedClass", "byAProxy", "byReflection"})
  void should_hand_over_the_calls_of_the_class_that_the_rule_names(String how) throws Exception {
    RuleWebapp webapp = new RuleWebapp(POST + "#send(String) from=" + DESK);

    webapp.call(webapp.make(DESK), how, "a");
    assertThat(webapp.calls(1).get(0)).matches("send a" + POOL);

    webapp.call(webapp.make(NIGHT), "directly", "b");
    assertThat(webapp.calls(1)).containsExactly("send b" + here());
  }

  @ParameterizedTest
  @CsvSource({
    "dev.offstage.agent.app.D*, true",
    "dev.offstage..*, true",
    "dev.offstage.agent.app.*, true",
    "dev.offstage.*, false",
    "dev.offstage.agent.app.Des, false",
    "com.acme.web..*, false"
  })
  void should_take_patterns(String from, boolean meant) throws Exception {
    RuleWebapp webapp = new RuleWebapp(POST + "#send(String) from=" + from);

    webapp.call(webapp.make(DESK), "directly", "a");

    assertThat(webapp.calls(1).get(0)).matches("send a" + (meant ? POOL : here()));
  }

  @Test
  void should_take_several_callers() throws Exception {
    RuleWebapp webapp = new RuleWebapp(POST + "#send(String) from=com.acme.web..*," + NIGHT);

    webapp.call(webapp.make(NIGHT), "directly", "a");
    assertThat(webapp.calls(1).get(0)).matches("send a" + POOL);
    webapp.call(webapp.make(DESK), "directly", "b");
    assertThat(webapp.calls(1)).containsExactly("send b" + here());
  }

  @Test
  void should_look_at_the_caller_of_a_method_that_returns_a_future() throws Exception {
    RuleWebapp webapp = new RuleWebapp(POST + "#reply from=" + DESK);

    webapp.call(webapp.make(DESK), "forAFuture", "a");
    assertThat(webapp.calls(1).get(0)).matches("reply" + POOL);
    webapp.call(webapp.make(NIGHT), "forAFuture", "b");
    assertThat(webapp.calls(1)).containsExactly("reply" + here());
  }
}
