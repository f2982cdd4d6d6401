package dev.offstage.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Task;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that waits runs another one: an interrupt for the one never hits the other. */
class HelpedTaskInterruptTest {
  private final StubHome home = new StubHome();
  private final StubHome other = new StubHome();

  private static <T> PoolTask<T> task(StubHome home, Callable<T> work) {
    return new PoolTask<>(home, work, Origin.of(work), home.captureContext());
  }

  @AfterEach
  void forget() {
    Runner.forget();
    Thread.interrupted();
  }

  @Test
  void not_even_when_it_comes_just_before_the_other_begins() {
    PoolTask<Boolean> inner = task(other, () -> Thread.currentThread().isInterrupted());
    boolean[] restored = new boolean[1];
    PoolTask<Boolean> outer =
        task(
            home,
            () -> {
              inner.runHere();
              restored[0] = Thread.currentThread().isInterrupted();
              return true;
            });
    other.onGuest = () -> outer.cancel(true);

    outer.run(Runner.worker(home));

    assertThat(inner.result()).isFalse();
    assertThat(restored[0]).isTrue();
    assertThat(outer.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(Thread.interrupted()).isFalse();
  }
}
