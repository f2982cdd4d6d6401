package dev.offstage.agent;

import static dev.offstage.agent.RuleWebapp.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Calls;
import dev.offstage.agent.app.Errands;
import dev.offstage.agent.app.Payments;
import dev.offstage.agent.app.PlainPost;
import dev.offstage.agent.app.Post;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that nobody may recompile get retries, a timeout and so on by one line. */
class RuleOptionsTest {
  private static final String ERRANDS = Errands.class.getName();
  private static final String POST = Post.class.getName();
  private static final String PLAIN_POST = PlainPost.class.getName();

  private static void letFail(RuleWebapp webapp, int times) throws Exception {
    Object failures = webapp.loader.loadClass(ERRANDS).getField("FAILURES").get(null);
    failures.getClass().getMethod("set", int.class).invoke(failures, times);
  }

  @Test
  void should_run_a_body_that_throws_again() throws Exception {
    RuleWebapp webapp = new RuleWebapp(ERRANDS + "#send(..) retries=3 backoff=1ms timeout=30s");
    letFail(webapp, 3);

    webapp.call(webapp.make(ERRANDS), "send", "a");

    assertThat(webapp.calls(4)).hasSize(4).allMatch(call -> call.matches("send a" + POOL));
  }

  @Test
  void should_complete_the_future_of_the_caller_after_the_last_attempt() throws Exception {
    RuleWebapp webapp = new RuleWebapp(ERRANDS + "#reply(..) retries=1 backoff=\"0s x1\"");
    letFail(webapp, 1);

    CompletableFuture<?> reply =
        (CompletableFuture<?>) webapp.call(webapp.make(ERRANDS), "reply", "b");

    assertThat(reply.get(10, TimeUnit.SECONDS)).isEqualTo("dear b");
    assertThat(webapp.calls(2)).hasSize(2);
  }

  @Test
  void should_run_what_surrounds_a_body_again_with_it() throws Throwable {
    Calls.takeAll();
    Object refund = Payments.proxied(new Payments(), "refund", new StringBuilder());

    assertThat(((CompletableFuture<?>) refund).get(10, TimeUnit.SECONDS)).isEqualTo("refunded");
    assertThat(Calls.takeAll())
        .allMatch(call -> call.matches("[^@]*" + POOL))
        .extracting(call -> call.substring(0, call.indexOf('@')))
        .containsExactly(
            "begin transaction",
            "refund ",
            "end transaction",
            "begin transaction",
            "refund again",
            "end transaction");
  }

  @Test
  void should_hand_over_with_all_keys_at_once() throws Exception {
    RuleWebapp webapp =
        new RuleWebapp(
            POST
                + "#send(String, int) start=after-response answer=below-400 delay=0s retries=100"
                + " backoff=\"1s x2 <=1m +-50%\" retryOn=java.io.IOException,a.B"
                + " noRetryOn=a.C timeout=24h grace=0s expires=24h key=\"mail + {1}%=&:{0}\""
                + " whenKnown=replace orderBy={0} priority=high");
    assertThat(webapp.mistakes).isEmpty();

    webapp.call(webapp.make(POST), "send", "\u20ac", 2);

    assertThat(webapp.calls(1).get(0)).matches("send \u20ac 2" + POOL);
  }

  @Test
  void should_keep_to_a_limit_of_the_settings() throws Exception {
    System.setProperty("offstage.limit.smtp", "100/s");
    try {
      RuleWebapp webapp =
          new RuleWebapp(POST + "#send limit=smtp", ERRANDS + "#tell limit=smtp,unknown");

      webapp.call(webapp.make(POST), "send", "a");
      assertThat(webapp.calls(1).get(0)).matches("send a" + POOL);
      webapp.call(webapp.make(ERRANDS), "tell", "b");
      assertThat(webapp.calls(1)).containsExactly("tell b@" + Thread.currentThread().getName());
    } finally {
      System.clearProperty("offstage.limit.smtp");
    }
  }

  /** Class files of Java 5 hand over an array. */
  @Test
  void should_hand_over_from_old_class_files() throws Exception {
    RuleWebapp webapp =
        new RuleWebapp(PLAIN_POST + "#store key={0} orderBy={2} retries=2 backoff=0s");

    webapp.call(webapp.make(PLAIN_POST), "store", "a", 1, 2.0);

    assertThat(webapp.calls(1).get(0)).matches("plain store a 1 2.0" + POOL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"key={0}", "orderBy={0}"})
  void should_hand_over_a_static_method_with_its_first_argument(String key) throws Exception {
    RuleWebapp webapp = new RuleWebapp(ERRANDS + "#tell " + key);

    webapp.call(webapp.make(ERRANDS), "tell", "a");

    assertThat(webapp.calls(1).get(0)).matches("tell a" + POOL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#send(String) key={1}   | its key or orderBy has {1}, and it takes 1 argument",
        "#burnAll orderBy={0}    | its key or orderBy has {0}, and it takes 0 arguments",
        "#burn(..) key=a:{1}     | its key or orderBy has {1}, which is a java.lang.String[]",
        "#burn(..) orderBy={0}   | its key or orderBy has {0}, which is a byte[]"
      })
  void should_refuse_a_method_without_such_an_argument(String rule, String reason)
      throws Exception {
    LoadedApp app = LoadedApp.load(POST + rule, "web.xml", POST);

    assertThat(app.redirected()).isEmpty();
    assertThat(app.refused()).singleElement().asString().contains("(web.xml, line 1): " + reason);
  }

  @Test
  void should_say_what_a_rule_asks_for_and_override_the_mark() throws Exception {
    LoadedApp app =
        LoadedApp.load(
            ERRANDS + "#send key=\"a {0}\" retries=1\n" + ERRANDS + "$Wrong#soon",
            "web.xml",
            ERRANDS,
            ERRANDS + "$Wrong");

    List<String> redirected = app.redirected();
    assertThat(redirected)
        .contains(
            "redirects "
                + ERRANDS
                + "#send(java.lang.String) to the pool 'default' with retries=1 key=\"a {0}\""
                + " (web.xml, line 1)",
            "redirects " + ERRANDS + "$Wrong#soon() to the pool 'default' (web.xml, line 2)");
  }
}
