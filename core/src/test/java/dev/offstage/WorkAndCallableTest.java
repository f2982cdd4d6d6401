package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A class may be work of both kinds: it is used as what it was given as. */
class WorkAndCallableTest {
  private final App app = App.with();
  private final Both both = new Both();

  private static final class Both implements Work, Callable<String> {
    private final StringBuffer calls = new StringBuffer();

    @Override
    public void run() {
      calls.append("run ");
    }

    @Override
    public String call() {
      calls.append("call ");
      return "result";
    }
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void run_runs_it() throws Exception {
    assertThat(Offstage.run(both).join()).isNull();
    assertThat(Offstage.task((Work) both).start().join()).isNull();

    assertThat(both.calls).hasToString("run run ");
  }

  @Test
  void call_calls_it() throws Exception {
    assertThat(Offstage.call(both).join()).isEqualTo("result");
    assertThat(Offstage.task((Callable<String>) both).start().join()).isEqualTo("result");

    assertThat(both.calls).hasToString("call call ");
  }
}
