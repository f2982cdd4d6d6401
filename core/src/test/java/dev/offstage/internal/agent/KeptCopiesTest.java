package dev.offstage.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Offstage;
import dev.offstage.Task;
import dev.offstage.TestMode;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The copy of a request is there for each attempt of its task, and released once at the end. */
class KeptCopiesTest {
  /** Stands for a request. */
  static final class Letter {
    final boolean isCopy;
    int released;

    Letter(boolean isCopy) {
      this.isCopy = isCopy;
    }
  }

  private static final class Copies implements RequestArguments {
    @Override
    public boolean isOfRequest(Class<?> type) {
      return type == Letter.class;
    }

    @Override
    public boolean mayHold(Class<?> parameterType) {
      return parameterType == Letter.class;
    }

    @Override
    public boolean fits(Class<?> parameterType) {
      return true;
    }

    @Override
    public boolean isOfRequest(Object argument) {
      return argument instanceof Letter;
    }

    @Override
    public Object copy(Object argument) {
      return new Letter(true);
    }

    @Override
    public void release(Object copy) {
      ((Letter) copy).released++;
    }
  }

  private static final List<Letter> SENT = new ArrayList<>();
  private static int failures;

  private final TestMode tasks = TestMode.manual();
  private final RequestArguments before = RequestCopies.maker();

  /** The body of the redirected method. */
  static void send(Letter letter) throws IOException {
    assertThat(letter.isCopy).isTrue();
    assertThat(letter.released).isZero();
    SENT.add(letter);
    if (SENT.size() <= failures) {
      throw new IOException("down");
    }
  }

  @BeforeEach
  void start() {
    SENT.clear();
    failures = 0;
    RequestCopies.madeBy(new Copies());
  }

  @AfterEach
  void close() {
    RequestCopies.madeBy(before);
    tasks.close();
  }

  private static boolean call(Letter letter) throws Exception {
    MethodHandle body =
        MethodHandles.lookup()
            .findStatic(
                KeptCopiesTest.class, "send", MethodType.methodType(void.class, Letter.class))
            .asType(MethodType.methodType(Object.class, Object.class))
            .asSpreader(Object[].class, 1);
    Redirect redirect =
        new Redirect("Mailer.send", RedirectOptions.parse("requests=copied retries=2 backoff=1s"));
    return redirect.handOver(new SpreadCall(body, new Object[] {letter}, 0, null));
  }

  @Test
  void it_is_the_same_for_each_attempt_and_released_after_the_last() throws Exception {
    failures = 2;
    Letter original = new Letter(false);

    assertThat(call(original)).isTrue();
    for (int i = 0; i < 3; i++) {
      tasks.runAll();
      assertThat(SENT).hasSize(i + 1);
      tasks.advance(Duration.ofMinutes(1));
    }

    assertThat(SENT.get(2)).isSameAs(SENT.get(0));
    assertThat(SENT.get(0).released).isOne();
    assertThat(original.released).isZero();
  }

  @Test
  void it_is_released_if_the_last_attempt_fails() throws Exception {
    failures = 3;
    call(new Letter(false));
    for (int i = 0; i < 4; i++) {
      tasks.runAll();
      tasks.advance(Duration.ofMinutes(1));
    }

    assertThat(SENT).hasSize(3);
    assertThat(SENT.get(0).released).isOne();
  }

  @Test
  void it_is_released_if_the_task_is_cancelled_between_two_attempts() throws Exception {
    failures = 1;
    call(new Letter(false));
    Task<?> task = tasks.queued().get(0);
    tasks.runAll();
    assertThat(SENT.get(0).released).isZero();

    assertThat(task.cancel()).isTrue();

    assertThat(SENT.get(0).released).isOne();
    assertThat(SENT).hasSize(1);
  }

  @Test
  void nothing_is_copied_or_released_if_there_is_no_room() throws Exception {
    for (int i = 0; i < Offstage.pool().queueCapacity(); i++) {
      Offstage.run(() -> {});
    }
    Letter original = new Letter(false);

    assertThat(call(original)).isFalse();
    assertThat(original.released).isZero();
  }
}
