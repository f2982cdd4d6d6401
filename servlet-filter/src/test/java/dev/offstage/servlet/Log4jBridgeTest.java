package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.context.Carriers;
import dev.offstage.internal.context.TaskContext;
import org.apache.log4j.MDC;
import org.apache.logging.log4j.ThreadContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A legacy webapp whose Log4j 1 is a bridge to Log4j 2: the MDC of one is part of the other's. */
class Log4jBridgeTest {
  @AfterEach
  void clear() {
    MDC.remove("order");
    ThreadContext.clearAll();
  }

  @Test
  void a_task_has_the_mdc_of_both_and_its_caller_keeps_them() throws Exception {
    ThreadContext.put("user", "ann");
    MDC.put("order", "7");
    Carriers carriers = Carriers.find();
    TaskContext context = carriers.capture(false);
    ThreadContext.put("user", "bob");

    TaskContext.Previous previous = context.enter(Thread.currentThread());
    assertThat(ThreadContext.get("user")).isEqualTo("ann");
    assertThat(MDC.get("order")).isEqualTo("7");
    context.leave(Thread.currentThread(), previous);

    assertThat(ThreadContext.get("user")).isEqualTo("bob");
    assertThat(MDC.get("order")).isEqualTo("7");
  }

  @Test
  void what_a_task_leaves_is_gone() {
    Carriers carriers = Carriers.find();

    TaskContext context = carriers.capture(false);
    TaskContext.Previous previous = context.enter(Thread.currentThread());
    ThreadContext.put("user", "left behind");
    MDC.put("order", "left behind");
    context.leave(Thread.currentThread(), previous);

    assertThat(ThreadContext.get("user")).isNull();
    assertThat(MDC.get("order")).isNull();
  }
}
