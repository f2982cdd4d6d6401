package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.request.RequestGuard;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Method references with their arguments. */
class CallsTest {
  private static final List<String> DONE = Collections.synchronizedList(new ArrayList<>());

  private final App app = App.with();

  @AfterEach
  void stop() {
    app.close();
    DONE.clear();
  }

  private static String one(String a) {
    return a;
  }

  private static String two(String a, int b) {
    return a + b;
  }

  private static String three(String a, int b, long c) throws Exception {
    if (c < 0) {
      throw new java.io.IOException("negative");
    }
    return a + b + c;
  }

  private static String four(String a, int b, long c, Object d) {
    return a + b + c + d;
  }

  private static void say(Object... what) {
    DONE.add(Arrays.toString(what));
  }

  @Test
  void a_method_reference_is_called_with_its_arguments() throws Exception {
    Pool pool = Offstage.pool();

    assertThat(pool.call(CallsTest::one, "a").join()).isEqualTo("a");
    assertThat(pool.call(CallsTest::two, "a", 1).join()).isEqualTo("a1");
    assertThat(pool.call(CallsTest::three, "a", 1, 2L).join()).isEqualTo("a12");
    assertThat(pool.call(CallsTest::four, "a", 1, 2L, null).join()).isEqualTo("a12null");
    assertThat(pool.call(String::concat, "a", "b").join()).isEqualTo("ab");
  }

  @Test
  void work_without_a_result_is_too() throws Exception {
    Pool pool = Offstage.pool();
    Work1<Object> one = CallsTest::say;
    pool.run(one, "a").join();
    pool.run((a, b) -> say(a, b), "a", 1).join();
    pool.run((a, b, c) -> say(a, b, c), "a", 1, 2L).join();
    pool.run((a, b, c, d) -> say(a, b, c, d), "a", 1, 2L, null).join();

    assertThat(DONE).containsExactly("[a]", "[a, 1]", "[a, 1, 2]", "[a, 1, 2, null]");
  }

  @Test
  void the_task_is_named_after_the_line_that_hands_it_over() {
    Pool pool = Offstage.pool();
    Task<String> call = pool.call(CallsTest::one, "a");
    Task<Void> work = pool.run((Object a) -> say(a), "a");
    Task<String> described = Offstage.task(Bound.call(CallsTest::one, "a")).start();

    String here = "CallsTest.the_task_is_named_after_the_line_that_hands_it_over:";
    assertThat(call.name()).startsWith(here);
    assertThat(work.name()).startsWith(here);
    assertThat(described.name()).startsWith(here);
  }

  @Test
  void what_it_throws_is_for_whoever_asks() {
    assertThatThrownBy(() -> Offstage.pool().call(CallsTest::three, "a", 1, -1L).join())
        .hasRootCauseMessage("negative");
  }

  @Test
  void a_bound_call_knows_its_target_and_arguments_and_goes_where_a_callable_goes()
      throws Exception {
    Bound<String> bound = Bound.call(CallsTest::two, "a", 1);

    assertThat(bound.target()).isInstanceOf(Call2.class).isInstanceOf(Serializable.class);
    assertThat(bound.arguments()).containsExactly("a", 1);
    assertThat(Offstage.task(bound).retries(1).start().join()).isEqualTo("a1");
  }

  @Test
  void those_without_arguments_are_callables_and_work() throws Exception {
    Call0<String> call = () -> "a";
    Work0 work = () -> say("b");

    assertThat(call).isInstanceOf(Callable.class).isInstanceOf(Serializable.class);
    assertThat(Offstage.call(call).join()).isEqualTo("a");
    Offstage.run(work).join();
    assertThat(DONE).containsExactly("[b]");
  }

  @Test
  void an_argument_that_is_a_request_is_refused() {
    Lent.Jettys request = new Lent.Jettys();
    RequestGuard.use(new Lent.Guard());
    try {
      assertThatThrownBy(() -> Offstage.pool().call(Object::toString, request))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Offstage.pool().run((Object r) -> say(r), request))
          .isInstanceOf(IllegalArgumentException.class);
    } finally {
      RequestGuard.use(null);
    }
  }
}
