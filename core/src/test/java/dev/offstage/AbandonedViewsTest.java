package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who asks a task for a view again and again, with a timeout each, does not fill the memory. */
class AbandonedViewsTest {
  private static final int MOST = 1_000;

  private final App app = App.with();
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private Task<String> slow() {
    return Offstage.call(
        () -> {
          gate.pass();
          return "result";
        });
  }

  @Test
  void a_task_keeps_a_thousand_and_all_that_are_held_complete() throws Exception {
    Task<String> task = slow();
    Set<CompletableFuture<String>> views = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 100_000; i++) {
      views.add(task.toCompletableFuture());
    }

    assertThat(views.size()).isEqualTo(MOST);

    gate.open();
    for (CompletableFuture<String> view : views) {
      assertThat(view.get(20, TimeUnit.SECONDS)).isEqualTo("result");
    }
  }

  @Test
  void those_that_have_completed_by_themselves_make_room() throws Exception {
    Task<String> task = slow();
    List<CompletableFuture<String>> views = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      views.add(task.toCompletableFuture());
    }
    CompletableFuture<String> shared = task.toCompletableFuture();
    assertThat(shared).isSameAs(views.get(MOST - 1));

    views.get(0).complete("timeout");

    assertThat(task.toCompletableFuture()).isNotIn(views);
    gate.open();
    assertThat(shared.get(20, TimeUnit.SECONDS)).isEqualTo("result");
  }
}
