package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.OtherJvm;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Work that fills the heap until there is nothing left ends, and others get the memory back. */
class FullHeapTest {
  /** What the other JVM does. */
  static final class Filling {
    private static volatile Object[] cache = new Object[1 << 20];

    private Filling() {}

    public static void main(String[] args) throws Exception {
      Pool pool = Pool.builder("heap").size(1).queue(10).build();
      if (args.length > 0) {
        // Whatever a failure needs has been there once.
        pool.run(
                () -> {
                  throw new OutOfMemoryError("not yet");
                })
            .await();
      }
      Gate gate = new Gate();
      Task<Void> task =
          pool.run(
              () -> {
                gate.pass();
                fill(cache);
              });
      Thread waiter =
          new Thread(
              () -> {
                try {
                  task.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      waiter.start();
      while (waiter.getState() != Thread.State.WAITING) {
        Thread.yield();
      }
      gate.open();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      // Nothing in here asks for memory.
      while (!task.isDone() && System.nanoTime() < end) {
        Thread.yield();
      }
      cache = null;
      System.out.println("the task: " + task.status());
      waiter.join(TimeUnit.SECONDS.toMillis(20));
      System.out.println("who waits for it: " + (waiter.isAlive() ? "hangs" : "is free"));
      System.out.println("the next one: " + pool.call(() -> "ran").join(Duration.ofSeconds(20)));
      Runtime.getRuntime().halt(0);
    }

    private static void fill(Object[] into) {
      int size = 1 << 20;
      for (int i = 0; i < into.length; i++) {
        try {
          into[i] = new byte[size];
        } catch (OutOfMemoryError e) {
          if (size <= 16) {
            throw e;
          }
          size /= 2;
          i--;
        }
      }
    }
  }

  private static String run(String... args) throws Exception {
    return OtherJvm.run(Arrays.asList("-Xmx64m", "-XX:+UseSerialGC"), Filling.class, args);
  }

  @Test
  void the_task_fails_and_its_thread_takes_the_next_one() throws Exception {
    assertThat(run("something failed before"))
        .contains("the task: FAILED")
        .contains("who waits for it: is free")
        .contains("the next one: ran");
  }

  @Test
  void also_when_nothing_has_failed_before() throws Exception {
    assertThat(run())
        .contains("the task: FAILED")
        .contains("who waits for it: is free")
        .contains("the next one: ran");
  }
}
