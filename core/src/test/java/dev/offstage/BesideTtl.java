package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.ttl.TransmittableThreadLocal;
import com.alibaba.ttl.TtlRunnable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What {@link WrappingAgentTest} runs in a JVM with that agent, to be sure that it does its job.
 */
class BesideTtl {
  private static final TransmittableThreadLocal<String> USER = new TransmittableThreadLocal<>();

  @Test
  void the_queue_of_an_executor_has_other_objects_than_it_was_given() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    Gate gate = new Gate();
    try {
      pool.execute(gate::passIgnoringInterrupts);
      gate.awaitArrived(1);
      pool.execute(() -> {});
      assertThat(pool.getQueue().peek()).isInstanceOf(TtlRunnable.class);
    } finally {
      gate.open();
      pool.shutdownNow();
    }
  }

  @Test
  void a_task_has_what_the_agent_carries_from_thread_to_thread() throws Exception {
    try (App app = App.with("offstage.pool.size", "1")) {
      for (String user : new String[] {"ann", "bob"}) {
        USER.set(user);
        assertThat(Offstage.call(USER::get).join()).isEqualTo(user);
      }
    } finally {
      USER.remove();
    }
  }
}
