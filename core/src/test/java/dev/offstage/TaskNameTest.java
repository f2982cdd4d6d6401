package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that nobody named is called after the place that handed it over. */
class TaskNameTest {
  private final App app = App.with();

  @AfterEach
  void stop() {
    app.close();
  }

  /** A class of work that is handed over from many places. */
  private static final class Mail implements Callable<String> {
    @Override
    public String call() {
      return "sent";
    }
  }

  private static int line() {
    return new Throwable().getStackTrace()[1].getLineNumber();
  }

  @Test
  void a_lambda_is_called_after_class_method_and_line() {
    int line = line() + 1;
    Task<Void> task = Offstage.run(() -> {});

    assertThat(task.name())
        .isEqualTo("TaskNameTest.a_lambda_is_called_after_class_method_and_line:" + line);
  }

  @Test
  void the_same_lambda_keeps_its_name() {
    for (int i = 0; i < 3; i++) {
      int line = line() + 1;
      Task<Void> task = Offstage.run(() -> {});
      assertThat(task.name()).endsWith("the_same_lambda_keeps_its_name:" + line);
    }
  }

  @Test
  void every_way_in_finds_the_callers_line() {
    int line = line() + 1;
    Task<Void> run = Offstage.pool().run(() -> {});
    Task<String> call = Offstage.pool().call(() -> "");
    Task<Void> described = Offstage.task(() -> {}).start();
    Task<String> mapped = Offstage.map(Collections.singleton(""), s -> s).tasks().get(0);

    assertThat(run.name()).endsWith(":" + line);
    assertThat(call.name()).endsWith(":" + (line + 1));
    assertThat(described.name()).endsWith(":" + (line + 2));
    assertThat(mapped.name()).endsWith(":" + (line + 3));
  }

  @Test
  void a_class_of_its_own_is_called_by_its_name() {
    assertThat(Offstage.call(new Mail()).name()).isEqualTo("TaskNameTest$Mail");
  }

  @Test
  void a_given_name_wins_and_is_checked() {
    assertThat(Offstage.task(new Mail()).name("receipt 42").start().name()).isEqualTo("receipt 42");
    assertThatThrownBy(() -> Offstage.task(new Mail()).name(""))
        .hasMessage("name has 0 characters; allowed: 1 to 200");
    String long201 = new String(new char[201]).replace('\0', 'x');
    assertThatThrownBy(() -> Offstage.task(new Mail()).name(long201))
        .hasMessage("name has 201 characters; allowed: 1 to 200");
  }
}
