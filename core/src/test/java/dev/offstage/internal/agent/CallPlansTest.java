package dev.offstage.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.gate.Plan;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Keys and orders that have arguments of the call in them. */
class CallPlansTest {
  private static final Object RECEIVER = new Object();

  private static CallPlans plans(String options) {
    return RedirectOptions.parse(options).plans;
  }

  private static SpreadCall call(Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = RECEIVER;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new SpreadCall(MethodHandles.constant(Object.class, null), all, 1, null);
  }

  private static String key(String template, Object... arguments) {
    return plans("key=" + template).of(call(arguments)).key;
  }

  @Test
  void the_text_of_arguments_is_put_in_and_the_receiver_is_none() {
    assertThat(key("mail:%7B1%7D/%7B0%7D", "a", 7)).isEqualTo("mail:7/a");
    assertThat(key("%7B0%7D%7B0%7D", "x")).isEqualTo("xx");
  }

  @Test
  void null_has_the_text_null() {
    assertThat(key("%7B0%7D", (Object) null)).isEqualTo("null");
  }

  @Test
  void a_plan_without_arguments_is_the_same_for_all_calls() {
    CallPlans plans = plans("key=night orderBy=a retries=1");

    assertThat(plans.needArguments()).isFalse();
    assertThat(plans.of(call("a"))).isSameAs(plans.plan());
    assertThat(plans.of(call("a")).key).isEqualTo("night");
  }

  @Test
  void the_rest_of_the_plan_is_the_same_for_all_calls() {
    CallPlans plans = plans("key=k orderBy=%7B0%7D retries=1 priority=low limit=smtp");
    Plan plan = plans.of(call("a"));

    assertThat(plan.order).isEqualTo("a");
    assertThat(plan.key).isEqualTo("k");
    assertThat(plan).usingRecursiveComparison().ignoringFields("order").isEqualTo(plans.plan());
  }

  @Test
  void long_texts_are_shortened_and_stay_different() {
    String start = String.join("", Collections.nCopies(500, "x"));

    String one = key("mail:%7B0%7D:%7B0%7D", start + "1");
    String other = key("mail:%7B0%7D:%7B0%7D", start + "2");

    assertThat(one).startsWith("mail:xxx").hasSize(200).isNotEqualTo(other);
    assertThat(key("mail:%7B0%7D:%7B0%7D", start + "1")).isEqualTo(one);
  }

  @Test
  void an_argument_that_the_method_does_not_have_is_an_error() {
    CallPlans plans = plans("key=%7B0%7D orderBy=%7B1%7D");

    plans.check(MethodType.methodType(void.class, String.class, int.class));
    assertThatThrownBy(() -> plans.check(MethodType.methodType(void.class, String.class)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("{1}");
  }

  @Test
  void a_durable_method_needs_its_arguments_and_has_a_plan_even_if_nothing_else_is_asked() {
    assertThat(plans("durable=yes").needArguments()).isTrue();
    assertThat(plans("durable=yes").plan()).isNotNull();
    assertThat(plans("durable=no").needArguments()).isFalse();
    assertThat(plans("durable=no").plan()).isNull();
  }
}
