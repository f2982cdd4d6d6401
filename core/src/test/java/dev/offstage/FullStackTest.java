package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.OtherJvm;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** A full stack that comes before everything else spoils no class that is needed afterwards. */
class FullStackTest {
  private static final int ROUNDS = 30;

  /** What the other JVM does: there nothing is loaded yet. */
  static final class Recursion {
    private static volatile boolean over;

    private Recursion() {}

    private static int count(Pool pool, int number) throws InterruptedException {
      return over || number == 0 ? 0 : 1 + pool.call(() -> count(pool, number - 1)).join();
    }

    public static void main(String[] args) throws Exception {
      Pool pool = Pool.builder("one").size(1).queue(10).build();
      for (int round = 0; round < ROUNDS; round++) {
        over = false;
        Task<Integer> outermost = pool.call(() -> count(pool, 1_000_000));
        System.out.println("ended: " + outermost.await(Duration.ofSeconds(20)));
        over = true;
        // What could not be run on the full stack waits in the queue, and ends now.
        pool.call(() -> "the last one").join();
      }
      Task<Void> failing =
          pool.run(
              () -> {
                throw new IllegalStateException("to be logged");
              });
      System.out.println("who waits is free: " + failing.await(Duration.ofSeconds(20)));
      System.out.println("the next one: " + pool.call(() -> "ran").join(Duration.ofSeconds(20)));
      Runtime.getRuntime().halt(0);
    }
  }

  @Test
  void failures_are_logged_and_their_waiters_free() throws Exception {
    assertThat(OtherJvm.run(Collections.singletonList("-Xss512k"), Recursion.class))
        .contains("to be logged")
        .contains("who waits is free: true")
        .contains("the next one: ran")
        .doesNotContain("ended: false");
  }
}
