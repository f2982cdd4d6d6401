package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From JDK 21 on; below it, the test is that the message says so. */
class VirtualThreadsTest {
  private final App app = App.with();

  @AfterEach
  void stop() {
    app.close();
  }

  static boolean supported() {
    String version = System.getProperty("java.specification.version");
    return !version.startsWith("1.") && Integer.parseInt(version) >= 21;
  }

  @Test
  void a_virtual_pool_runs_on_virtual_threads_or_says_which_jdk_it_needs() throws Exception {
    PoolBuilder builder = Pool.builder("light").size(2).threads("virtual");

    if (supported()) {
      Thread thread = builder.build().call(Thread::currentThread).join();
      assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(true);
      assertThat(thread.getName()).startsWith("offstage-" + App.NAME + "-light-");
    } else {
      assertThatThrownBy(builder::build)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "offstage.pool.light.threads = 'virtual': virtual threads need JDK 21 or newer, this"
                  + " is "
                  + System.getProperty("java.version"));
    }
  }

  @Test
  void the_size_stays_the_limit_whatever_the_threads_are() throws Exception {
    String threads = supported() ? "virtual" : "platform";
    Pool pool = Pool.builder("light").size(2).queue(50).threads(threads).build();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    for (int i = 0; i < 50; i++) {
      pool.run(
          () -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.yield();
            inside.decrementAndGet();
          });
    }
    pool.close();
    pool.join();

    assertThat(most.get()).isBetween(1, 2);
  }
}
