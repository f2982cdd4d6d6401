package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompletableFutureViewTest {
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
          return "done";
        });
  }

  @Test
  void the_view_completes_with_the_result() throws Exception {
    CompletableFuture<String> before = slow().toCompletableFuture().thenApply(s -> s + "!");
    gate.open();

    assertThat(before.get()).isEqualTo("done!");
    Task<String> ended = Offstage.call(() -> "at once");
    ended.join();
    assertThat(ended.toCompletableFuture()).isCompletedWithValue("at once");
  }

  @Test
  void the_view_fails_with_what_the_work_threw() {
    IOException thrown = new IOException("no network");
    CompletableFuture<String> view =
        Offstage.<String>call(
                () -> {
                  throw thrown;
                })
            .toCompletableFuture();

    assertThatThrownBy(view::get).isInstanceOf(ExecutionException.class).hasCause(thrown);
    assertThat(view.isCancelled()).isFalse();
  }

  @Test
  void a_cancelled_task_cancels_its_views() {
    Task<String> task = slow();
    CompletableFuture<String> before = task.toCompletableFuture();

    task.cancel();

    assertThat(before.isCancelled()).isTrue();
    assertThat(task.toCompletableFuture().isCancelled()).isTrue();
    assertThatThrownBy(before::get).isInstanceOf(CancellationException.class);
  }

  @Test
  void cancelling_the_view_cancels_the_task_and_its_other_views() {
    Task<String> task = slow();
    CompletableFuture<String> other = task.toCompletableFuture();

    assertThat(task.toCompletableFuture().cancel(true)).isTrue();

    assertThat(task.status()).isEqualTo(Task.Status.CANCELLED);
    assertThat(other.isCancelled()).isTrue();
  }

  @Test
  void completing_the_view_by_hand_changes_the_view_alone() throws Exception {
    Task<String> task = slow();
    CompletableFuture<String> mine = task.toCompletableFuture();

    mine.complete("mine");
    gate.open();

    assertThat(mine.get()).isEqualTo("mine");
    assertThat(task.join()).isEqualTo("done");
    assertThat(task.toCompletableFuture().get()).isEqualTo("done");
  }

  @Test
  void what_follows_a_view_runs_also_when_it_throws() {
    Task<String> task = slow();
    task.toCompletableFuture()
        .thenAccept(
            s -> {
              throw new IllegalStateException("in a callback");
            });
    gate.open();

    await().until(task::isDone);
    assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
  }
}
