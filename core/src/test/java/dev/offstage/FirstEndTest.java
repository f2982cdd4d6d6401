package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.OtherJvm;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first end of all needs no class that nothing has loaded before: without memory for it nobody
 * would hear of that end, and a class whose initialization fails is refused for good.
 */
class FirstEndTest {
  private static final String BEFORE = "before the end";
  private static final String AFTER = "after the end";

  /** What the other JVM does. */
  static final class First {
    private First() {}

    /** In one write: the JVM's own lines come in between otherwise. */
    private static void say(String what) {
      System.out.print("\n" + what + "\n");
      System.out.flush();
    }

    public static void main(String[] args) throws Exception {
      IllegalStateException failure = new IllegalStateException("not today");
      Pool pool = Pool.builder("first").size(1).queue(10).build();
      Gate gate = new Gate();
      Thread[] worker = new Thread[1];
      Task<String> task =
          pool.call(
              () -> {
                worker[0] = Thread.currentThread();
                gate.pass();
                if (args[0].equals("failed")) {
                  throw failure;
                }
                return "done";
              });
      CompletableFuture<String> view = task.toCompletableFuture();
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
      gate.awaitArrived(1);
      while (waiter.getState() != Thread.State.WAITING) {
        Thread.yield();
      }
      say(BEFORE);
      if (args[0].equals("cancelled")) {
        task.cancel(true);
      } else {
        gate.open();
      }
      waiter.join();
      while (!view.isDone() || worker[0].getState() != Thread.State.TIMED_WAITING) {
        Thread.yield();
      }
      say(AFTER);
      Runtime.getRuntime().halt(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"succeeded", "failed", "cancelled"})
  void loads_no_class(String how) throws Exception {
    List<String> lines =
        Arrays.asList(
            OtherJvm.run(Collections.singletonList("-verbose:class"), First.class, how)
                .split("\\R"));

    assertThat(lines).contains(BEFORE, AFTER);
    assertThat(
            lines.subList(lines.indexOf(BEFORE), lines.indexOf(AFTER)).stream()
                .filter(line -> line.contains("dev.offstage.internal"))
                .collect(Collectors.toList()))
        .isEmpty();
  }
}
