package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two pools of one thread: a task of the first waits for the second, and that for the first. */
@ExtendWith(ServerThreads.class)
class PoolsInACircleTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app = App.with("offstage.drain", "0s");
  private final AtomicReference<Thread> first = new AtomicReference<>();
  private final AtomicReference<Thread> second = new AtomicReference<>();

  enum By {
    TASK {
      @Override
      <T> T join(Task<T> task) throws Exception {
        return task.join();
      }
    },
    FUTURE {
      @Override
      <T> T join(Task<T> task) throws Exception {
        return task.get();
      }
    },
    VIEW {
      @Override
      <T> T join(Task<T> task) {
        return task.toCompletableFuture().join();
      }
    },
    BOTH {
      @Override
      <T> T join(Task<T> task) throws Exception {
        CompletableFuture<T> view = task.toCompletableFuture();
        task.await();
        return view.get();
      }
    };

    abstract <T> T join(Task<T> task) throws Exception;
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private static Pool one(String name, String threads) {
    return Pool.builder(name).size(1).queue(10).threads(threads).build();
  }

  private static void awaitWaiting(AtomicReference<Thread> thread) {
    await().until(() -> isWaiting(thread, Thread.State.WAITING));
  }

  private static boolean isWaiting(AtomicReference<Thread> thread, Thread.State how) {
    return thread.get() != null && thread.get().getState() == how;
  }

  @ParameterizedTest
  @CsvSource({
    "platform, TASK",
    "platform, FUTURE",
    "platform, VIEW",
    "platform, BOTH",
    MANAGED + ", TASK",
    MANAGED + ", VIEW"
  })
  void the_first_waits_first(String threads, By by) throws Exception {
    Pool one = one("one", threads);
    Pool two = one("two", threads);
    Task<String> outer =
        one.call(
            () -> {
              first.set(Thread.currentThread());
              return by.join(
                  two.call(
                      () -> {
                        awaitWaiting(first);
                        return by.join(one.call(() -> "from the first"));
                      }));
            });

    assertThat(outer.join(LONG)).isEqualTo("from the first");
  }

  @ParameterizedTest
  @CsvSource({
    "platform, TASK",
    "platform, FUTURE",
    "platform, VIEW",
    "platform, BOTH",
    MANAGED + ", TASK",
    MANAGED + ", VIEW"
  })
  void the_second_waits_first(String threads, By by) throws Exception {
    Pool one = one("one", threads);
    Pool two = one("two", threads);
    Task<String> outer =
        one.call(
            () -> {
              Task<String> middle =
                  two.call(
                      () -> {
                        second.set(Thread.currentThread());
                        return by.join(one.call(() -> "from the first"));
                      });
              awaitWaiting(second);
              return by.join(middle);
            });

    assertThat(outer.join(LONG)).isEqualTo("from the first");
  }

  /** The first thread runs the inner task: that one is not held up by what the thread waits for. */
  @ParameterizedTest
  @CsvSource({"platform, TASK", "platform, FUTURE", "platform, VIEW", MANAGED + ", TASK"})
  void the_second_waits_again_while_the_first_helps(String threads, By by) throws Exception {
    Pool one = one("one", threads);
    Pool two = one("two", threads);
    Gate gate = new Gate();
    Task<String> outer =
        one.call(
            () -> {
              Task<String> middle =
                  two.call(
                      () -> {
                        Task<String> inner =
                            one.call(
                                () -> {
                                  gate.pass();
                                  return "from the first";
                                });
                        second.set(Thread.currentThread());
                        try {
                          inner.await(LONG);
                        } catch (InterruptedException e) {
                          // Waits without a limit from now on.
                        }
                        return by.join(inner);
                      });
              await().until(() -> isWaiting(second, Thread.State.TIMED_WAITING));
              return by.join(middle);
            });
    gate.awaitArrived(1);
    second.get().interrupt();
    await().until(() -> outer.isDone() || isWaiting(second, Thread.State.WAITING));
    gate.open();

    assertThat(outer.join(LONG)).isEqualTo("from the first");
  }

  @ParameterizedTest
  @CsvSource({"platform, TASK", "platform, VIEW", MANAGED + ", TASK"})
  void whichever_waits_first(String threads, By by) throws Exception {
    Pool one = one("one", threads);
    Pool two = one("two", threads);
    for (int round = 0; round < 500; round++) {
      int number = round;
      Task<Integer> outer =
          one.call(() -> by.join(two.call(() -> by.join(one.call(() -> number)))));

      assertThat(outer.join(LONG)).isEqualTo(round);
    }
  }
}
