package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The time of an attempt is over when its work has thrown, and its thread is not out of it yet. */
class LateTimeoutTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final Accessor leaving = new Accessor();
  private TestMode tasks;

  /** Lets time pass while a thread leaves a task. */
  private final class Accessor implements ThreadLocalAccessor<String> {
    private @Nullable String value = "something";

    @Override
    public Object key() {
      return "leaving";
    }

    @Override
    public @Nullable String getValue() {
      return value;
    }

    @Override
    public void setValue(String newValue) {
      value = newValue;
    }

    @Override
    public void setValue() {
      value = null;
    }

    @Override
    public void restore(String previous) {
      value = previous;
      tasks.advance(SHORT.multipliedBy(2));
    }
  }

  @BeforeEach
  void start() {
    ContextRegistry.getInstance().registerThreadLocalAccessor(leaving);
    tasks = TestMode.manual();
  }

  @AfterEach
  void stop() {
    tasks.close();
    ContextRegistry.getInstance().removeThreadLocalAccessor("leaving");
  }

  @Test
  void the_task_fails_with_the_timeout_and_is_not_tried_again() {
    Task<?> task =
        Offstage.task(
                () -> {
                  throw new IOException("down");
                })
            .timeout(SHORT)
            .grace(SHORT)
            .retries(3)
            .retryOn(IOException.class)
            .start();
    tasks.runAll();

    assertThat(task.status()).isEqualTo(Task.Status.FAILED);
    assertThat(task.error()).isInstanceOf(TaskTimeoutException.class);
  }
}
