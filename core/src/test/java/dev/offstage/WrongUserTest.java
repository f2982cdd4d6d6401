package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.context.ThreadState;
import dev.offstage.testing.Soak;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The wrong user's identity in a pool: spring-security #6856, grails-spring-security #587. */
class WrongUserTest {
  private static final Logger LOGGER = Logger.getLogger("dev.offstage");

  private final App app = App.with("offstage.pool.size", "2");

  @AfterEach
  void stop() {
    LOGGER.setLevel(null);
    app.close();
  }

  @Test
  void what_the_first_submitter_could_be_inherited_from_is_never_seen() throws Exception {
    InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
    user.set("alice");
    try {
      assertThat(Offstage.call(user::get).join()).isNull();
      assertThat(Offstage.map(Arrays.asList(1, 2, 3), n -> user.get()).join()).containsOnlyNulls();
    } finally {
      user.remove();
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void of_a_million_tasks_none_sees_another_user_and_no_caller_changes() throws Exception {
    check("platform", Soak.count(60_000, 1_000_000));
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void nor_on_virtual_threads() throws Exception {
    String threads = VirtualThreadsTest.supported() ? "virtual" : "platform";
    check(threads, Soak.count(6_000, 100_000));
  }

  private static void check(String threads, int tasks) throws Exception {
    // From then on it is known that there are subjects, also where tasks come in a stream.
    assertThat(SubjectTest.as("anna", () -> Offstage.call(SubjectTest::user)).join())
        .isEqualTo("anna");
    // Thousands of tasks fail; the log has a line for each.
    LOGGER.setLevel(Level.OFF);
    IdentityRun run = IdentityRun.of(threads, tasks);
    System.out.println("Identity, " + threads + " threads: " + run);

    assertThat(run.wrongUsers.sum()).isZero();
    assertThat(run.wrongSubjects.sum()).isZero();
    assertThat(run.inherited.sum()).isZero();
    if (ThreadState.canBeCleared()) {
      assertThat(run.foundLeft.sum()).isZero();
    }
    assertThat(run.changedCallers.sum()).isZero();

    assertThat(run.submitted.sum()).isGreaterThanOrEqualTo(tasks);
    assertThat(run.accepted.sum() + run.refused.sum()).isEqualTo(run.submitted.sum());
    assertThat(run.succeeded() + run.failed() + run.cancelled()).isEqualTo(run.accepted.sum());
    assertThat(run.rejected()).isEqualTo(run.refused.sum());
    assertThat(run.heardQueued.sum()).isEqualTo(run.accepted.sum());
    assertThat(run.heardEnded.sum()).isEqualTo(run.accepted.sum());
    assertThat(run.heardRejected.sum()).isEqualTo(run.refused.sum());

    // Every way to end was among them.
    assertThat(run.succeeded()).isPositive();
    assertThat(run.failed()).isPositive();
    assertThat(run.cancelled()).isPositive();
    assertThat(run.ran.sum()).isLessThan(run.accepted.sum());
    assertThat(run.refused.sum()).isPositive();
    assertThat(run.ranByCaller.sum()).isPositive();
    assertThat(run.gaveUp.sum()).isPositive();
  }
}
