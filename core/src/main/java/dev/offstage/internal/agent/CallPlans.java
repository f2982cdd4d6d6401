package dev.offstage.internal.agent;

import dev.offstage.internal.gate.Plan;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the tasks of one redirected method: the same of each, but for a key and an order
 * that depend on the arguments. Immutable.
 */
final class CallPlans {
  private final @Nullable Plan plan;
  private final @Nullable TextTemplate key;
  private final @Nullable TextTemplate order;
  private final boolean durable;

  /**
   * @param plan with the templates of its key and its order as they are
   * @param durable whether each call is written down
   */
  CallPlans(@Nullable Plan plan, boolean durable) {
    this.plan = plan == null && durable ? Plan.PLAIN : plan;
    this.durable = durable;
    this.key = plan == null || plan.key == null ? null : new TextTemplate(plan.key);
    this.order = plan == null || plan.order == null ? null : new TextTemplate(plan.order);
  }

  /** Whether the plan of a call depends on its arguments. */
  boolean needArguments() {
    return durable || !arguments().isEmpty();
  }

  /** Whether each call is written down. */
  boolean areDurable() {
    return durable;
  }

  private List<Integer> arguments() {
    List<Integer> all = new ArrayList<>();
    if (key != null) {
      all.addAll(key.arguments());
    }
    if (order != null) {
      all.addAll(order.arguments());
    }
    return all;
  }

  /**
   * Checks that a method has the arguments.
   *
   * @throws IllegalStateException if not
   */
  void check(MethodType type) {
    for (int argument : arguments()) {
      if (argument >= type.parameterCount()) {
        throw new IllegalStateException(
            "its key or order has {" + argument + "}, and it has no such argument: " + type);
      }
    }
  }

  /** The names of limits that it keeps to. */
  List<String> limits() {
    return plan == null ? Collections.emptyList() : plan.limits;
  }

  /** For calls whose arguments are not needed; null: nothing is asked for. */
  @Nullable Plan plan() {
    return plan;
  }

  /** The same, for a call. */
  @Nullable Plan of(SpreadCall call) {
    if (plan == null || !needArguments()) {
      return plan;
    }
    Plan about =
        plan.about(
            key == null ? null : key.of(call::argument),
            order == null ? null : order.of(call::argument));
    return durable ? about.storing(call.stored()) : about;
  }
}
