package dev.offstage.servlet.respond.kept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.respond.returning.LoginEndedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of a task that has failed on another server, only the text of its failure is known. */
class FailedTaskTest {
  private static @Nullable String problem(Throwable failure, boolean reasons) {
    Problem problem = FailedTask.problem(failure, reasons);
    return problem.code() + " " + problem.reason();
  }

  private static Throwable elsewhere(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return new IllegalStateException(trace.toString());
  }

  @Test
  void that_a_login_has_ended_is_said_wherever_it_did() {
    LoginEndedException ended = new LoginEndedException("its login has ended");
    assertThat(problem(ended, false)).isEqualTo("login-ended null");
    assertThat(problem(elsewhere(ended), false)).isEqualTo("login-ended null");
  }

  @Test
  void a_stack_trace_is_never_shown() {
    Throwable failure = elsewhere(new IllegalArgumentException("no such customer"));
    assertThat(problem(failure, true)).isEqualTo("failed no such customer");
    assertThat(problem(failure, false)).isEqualTo("failed null");
    assertThat(problem(elsewhere(new NullPointerException()), true)).isEqualTo("failed null");
  }
}
