package dev.offstage.agent;

import static dev.offstage.agent.RuleWebapp.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Bookings;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Methods that a generated subclass surrounds: the whole call becomes a task. */
class SurroundedTest {
  private static final String BOOKINGS = Bookings.class.getName();
  private static final String SUBCLASS = BOOKINGS + "$Proxy$_$$_WeldSubclass";

  /** As a container does: it makes the subclass of a class that it has loaded. */
  private static Object made(RuleWebapp webapp) throws Exception {
    webapp.loader.loadClass(BOOKINGS);
    return webapp.make(SUBCLASS);
  }

  private static String here() {
    return "@" + Thread.currentThread().getName();
  }

  private static List<String> threads(List<String> calls) {
    return calls.stream()
        .map(call -> call.substring(call.indexOf('@')))
        .distinct()
        .collect(Collectors.toList());
  }

  private static List<String> whats(List<String> calls) {
    return calls.stream()
        .map(call -> call.substring(0, call.indexOf('@')))
        .collect(Collectors.toList());
  }

  @Test
  void should_run_the_body_inside_of_what_surrounds_it() throws Exception {
    RuleWebapp webapp = new RuleWebapp();
    Object bookings = made(webapp);

    webapp.call(bookings, "book", "a");

    List<String> calls = webapp.calls(3);
    assertThat(whats(calls)).containsExactly("begin", "book a", "end");
    assertThat(threads(calls)).singleElement().asString().matches(POOL);
  }

  @Test
  void should_give_the_caller_what_the_rule_says_or_a_future() throws Exception {
    RuleWebapp webapp = new RuleWebapp(BOOKINGS + "#add returns=42", BOOKINGS + "#* returns=null");
    Object bookings = made(webapp);

    assertThat(webapp.call(bookings, "add", 1L, 2.5, (byte) 3)).isEqualTo(42L);
    List<String> calls = webapp.calls(3);
    assertThat(whats(calls)).containsExactly("begin", "add 1 2.5 3", "end");
    assertThat(threads(calls)).singleElement().asString().matches(POOL);

    Future<?> found = (Future<?>) webapp.call(bookings, "find", "b");
    assertThat(found.get()).isEqualTo("found b");
    assertThat(threads(webapp.calls(3))).singleElement().asString().matches(POOL);
  }

  @Test
  void should_not_hand_over_what_nothing_surrounds_before_the_method_itself() throws Exception {
    RuleWebapp webapp = new RuleWebapp();
    webapp.call(made(webapp), "plain", "a");

    List<String> calls = webapp.calls(3);
    assertThat(calls).contains("begin" + here(), "end" + here());
    assertThat(calls.get(2) + calls.get(1)).contains("plain a@offstage-main-default-");
  }

  @Test
  void should_run_all_of_it_inline_if_the_pool_has_no_room_even_if_it_has_later() throws Exception {
    System.setProperty("offstage.pool.single.size", "1");
    System.setProperty("offstage.pool.single.queue", "1");
    try {
      RuleWebapp webapp = new RuleWebapp(BOOKINGS + "#waitInPool pool=single");
      Object bookings = made(webapp);
      webapp.call(bookings, "waitInPool", "first");
      webapp.calls(2);
      webapp.call(bookings, "waitInPool", "second");

      webapp.call(bookings, "waitInPool", "late");

      assertThat(webapp.calls(3))
          .containsSubsequence("begin" + here(), "waits late" + here(), "end" + here());
      // Others are handed over as before.
      webapp.call(bookings, "book", "a");
      assertThat(threads(webapp.calls(3))).singleElement().asString().matches(POOL);
    } finally {
      System.clearProperty("offstage.pool.single.size");
      System.clearProperty("offstage.pool.single.queue");
    }
  }

  @Test
  void should_change_a_subclass_that_is_loaded_already_and_give_it_its_code_back()
      throws Exception {
    RuleWebapp webapp = new RuleWebapp();
    Object bookings = made(webapp);
    webapp.call(bookings, "add", 1L, 2.5, (byte) 3);
    assertThat(threads(webapp.calls(3))).containsExactly(here());

    LibraryLinkV1.register(
        Collections.singleton(webapp.loader),
        "shop",
        BOOKINGS + "#add returns=0",
        "web.xml",
        RuleWebapp.POOLS);
    webapp.call(bookings, "add", 1L, 2.5, (byte) 3);
    assertThat(threads(webapp.calls(3))).singleElement().asString().matches(POOL);

    // The first line decides.
    LibraryLinkV1.register(
        Collections.singleton(webapp.loader),
        "shop",
        "!" + BOOKINGS + "#add\n" + BOOKINGS + "#add returns=0",
        "web.xml",
        RuleWebapp.POOLS);
    webapp.call(bookings, "add", 1L, 2.5, (byte) 3);
    assertThat(threads(webapp.calls(3))).containsExactly(here());
  }

  @Test
  void should_mean_only_the_callers_that_the_rule_names() throws Exception {
    RuleWebapp webapp =
        new RuleWebapp(
            BOOKINGS + "#add returns=42 from=dev.offstage.agent.RuleWebapp",
            BOOKINGS + "#find from=com.acme.Nobody");
    Object bookings = made(webapp);
    assertThat(webapp.call(bookings, "add", 1L, 2.5, (byte) 3)).isEqualTo(42L);
    assertThat(threads(webapp.calls(3))).singleElement().asString().matches(POOL);
    webapp.call(bookings, "find", "b");
    assertThat(webapp.calls(3))
        .isEqualTo(
            Arrays.asList("begin", "find b", "end").stream()
                .map(call -> call + here())
                .collect(Collectors.toList()));
  }
}
