package dev.offstage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked of a task and makes no sense is refused where it is asked, and named. */
@SuppressWarnings("NullAway") // null is what is refused
class WrongPlanTest {
  /** One call of a builder. */
  private interface Ask {
    Object of(TaskBuilder<String> builder);
  }

  private final App app = App.with();
  private final TaskBuilder<String> builder = Offstage.task(() -> "done");

  @AfterEach
  void stop() {
    app.close();
  }

  private static Arguments asks(String what, Ask ask) {
    return Arguments.of(what, ask);
  }

  static Stream<Arguments> withNull() {
    return Stream.of(
        asks("name", its -> its.name(null)),
        asks("timeout", its -> its.timeout(null)),
        asks("grace", its -> its.grace(null)),
        asks("expires", its -> its.expires(null)),
        asks("delay", its -> its.delay(null)),
        asks("time", its -> its.at((Instant) null)),
        asks("key", its -> its.key(null)),
        asks("orderBy", its -> its.orderBy(null)),
        asks("limit", its -> its.limit(null)),
        asks("level", its -> its.priority(null)),
        asks("waits", its -> its.backoff(null)),
        asks("retryOn", its -> its.retryOn((Class<IOException>) null)),
        asks("noRetryOn", its -> its.noRetryOn((Class<IOException>) null)),
        asks("interval", its -> its.every(null)),
        asks("cron", its -> its.cron(null)));
  }

  @ParameterizedTest
  @MethodSource("withNull")
  void null_is_refused_by_its_name(String what, Ask ask) {
    assertThatThrownBy(() -> ask.of(builder))
        .isInstanceOf(NullPointerException.class)
        .hasMessage(what);
  }

  @Test
  @SuppressWarnings("unchecked")
  void exceptions_of_no_type_are_refused() {
    assertThatThrownBy(() -> builder.retryOn())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retryOn names no exception; allowed: 1 and more");
    assertThatThrownBy(() -> builder.noRetryOn()).hasMessageContaining("noRetryOn names no");
  }

  @Test
  void a_cancel_without_a_reason_is_refused_and_cancels_nothing() throws Exception {
    Task<String> task = builder.delay(Duration.ofMillis(1)).start();

    assertThatThrownBy(() -> task.cancel((String) null)).hasMessage("why");
    task.join(Duration.ofSeconds(20));
  }
}
