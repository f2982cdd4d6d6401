package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.Task;
import dev.offstage.TaskListener;
import dev.offstage.TestMode;
import dev.offstage.agent.app.Album;
import dev.offstage.agent.app.Calls;
import dev.offstage.agent.app.OldAlbum;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedirectionTest {
  private static final String POOL = "@offstage-main-default-\\d+";

  @BeforeEach
  void forgetCalls() {
    Calls.takeAll();
  }

  private static List<String> calls(int count) {
    await().until(() -> Calls.count() >= count);
    return Calls.takeAll();
  }

  @Test
  void should_run_a_marked_method_in_the_pool_with_its_arguments() throws Exception {
    new Album().download("u", 3, 1L << 40, 0.5, new byte[] {1, 2});

    assertThat(calls(1))
        .hasSize(1)
        .first()
        .asString()
        .matches("download u 3 1099511627776 0.5 2" + POOL);
  }

  /** Self-invoked {@code @Async} is silently synchronous: kb-rag PR 32, DDD #828. */
  @Test
  void should_run_self_invoked_private_method_in_the_pool() {
    new Album().selfInvoked();

    assertThat(calls(1)).hasSize(1).first().asString().matches("hidden self" + POOL);
  }

  @Test
  void should_run_final_static_and_generic_methods_in_the_pool() {
    Album album = new Album();
    album.last();
    Album.everybody("all");
    album.generic("g");

    assertThat(calls(3))
        .anyMatch(call -> call.matches("last" + POOL))
        .anyMatch(call -> call.matches("everybody all" + POOL))
        .anyMatch(call -> call.matches("generic g" + POOL));
  }

  @Test
  void should_run_a_marked_default_method_in_the_pool() {
    new OldAlbum().draw("line");

    assertThat(calls(1)).hasSize(1).first().asString().matches("draw line" + POOL);
  }

  @Test
  void should_run_a_method_with_a_bridge_once() {
    Consumer<String> generic = new OldAlbum();
    generic.accept("x");

    assertThat(calls(1)).hasSize(1).first().asString().matches("accept x" + POOL);
  }

  @Test
  void should_run_an_override_once_and_its_super_call_once_on_the_same_thread() {
    Album album = new OldAlbum();
    album.overridden("x");

    List<String> calls = calls(2);
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0)).matches("OldAlbum.overridden x" + POOL);
    assertThat(calls.get(1)).matches("Album.overridden x" + POOL);
    assertThat(calls.get(0).split("@")[1]).isEqualTo(calls.get(1).split("@")[1]);
  }

  @Test
  void should_run_a_nested_marked_method_inline() {
    new Album().nested();

    List<String> calls = calls(2);
    assertThat(calls.get(0).split("@")[1]).isEqualTo(calls.get(1).split("@")[1]);
  }

  @Test
  void should_run_a_method_whose_body_starts_with_a_loop() {
    new Album().withLoop(3);

    assertThat(calls(3)).hasSize(3).allMatch(call -> call.matches("withLoop \\d" + POOL));
  }

  @Test
  void should_give_the_caller_a_future_that_completes_from_the_inner_one() throws Exception {
    Album album = new Album();
    CompletableFuture<String> inner = new CompletableFuture<>();

    CompletableFuture<String> outer = album.stage(inner).toCompletableFuture();

    assertThat(outer).isNotSameAs(inner).isNotDone();
    inner.complete("late");
    assertThat(outer.get(10, TimeUnit.SECONDS)).isEqualTo("late");
    assertThat(album.completable("a").get(10, TimeUnit.SECONDS)).isEqualTo("hello a");
    assertThat(album.future("b").get(10, TimeUnit.SECONDS)).isEqualTo("hello b");
    assertThat(album.nothing().get(10, TimeUnit.SECONDS)).isNull();
    assertThat(calls(3)).allMatch(call -> call.matches("\\w+" + POOL));
  }

  @Test
  void should_deliver_what_the_body_throws_through_the_future() {
    assertThatThrownBy(() -> new Album().future(null).get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no name");
    CompletableFuture<String> inner = new CompletableFuture<>();
    CompletableFuture<String> outer = new Album().stage(inner).toCompletableFuture();
    inner.completeExceptionally(new IllegalStateException("inner"));
    assertThatThrownBy(() -> outer.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("inner");
  }

  @Test
  void should_not_throw_at_the_caller_what_a_void_body_throws() throws Exception {
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    Runnable remove =
        Offstage.addListener(
            new TaskListener() {
              @Override
              public void failed(Task<?> task, Throwable error) {
                failures.add(new IllegalStateException(task.name(), error));
              }
            });
    try {
      new Album().failing();
      await().until(() -> !failures.isEmpty());
    } finally {
      remove.run();
    }

    assertThat(failures.get(0)).hasMessage("Album.failing").hasRootCauseMessage("disk full");
  }

  @Test
  void should_run_inline_when_the_pool_is_full() {
    try (TestMode tasks = TestMode.manual()) {
      int capacity = Offstage.pool().queueCapacity();
      Album album = new Album();
      for (int i = 0; i < capacity; i++) {
        album.last();
      }
      assertThat(Calls.count()).isZero();

      album.generic("one too many");

      assertThat(Calls.takeAll())
          .containsExactly("generic one too many@" + Thread.currentThread().getName());
      assertThat(tasks.runAll()).isEqualTo(capacity);
    }
  }

  @Test
  void should_give_a_future_also_when_the_pool_is_full() throws Exception {
    try (TestMode tasks = TestMode.manual()) {
      for (int i = 0; i < Offstage.pool().queueCapacity(); i++) {
        Offstage.run(() -> {});
      }
      assertThat(new Album().completable("x").get(10, TimeUnit.SECONDS)).isEqualTo("hello x");
      assertThat(tasks.queued()).hasSize(Offstage.pool().queueCapacity());
    }
  }

  @Test
  void should_cancel_the_task_when_the_caller_cancels_its_future() {
    try (TestMode tasks = TestMode.manual()) {
      CompletableFuture<String> future = new Album().completable("x");

      assertThat(future.cancel(false)).isTrue();

      assertThat(tasks.runAll()).isZero();
      assertThat(Calls.count()).isZero();
    }
  }

  @Test
  void should_cancel_the_callers_future_when_the_task_is_cancelled() {
    try (TestMode tasks = TestMode.manual()) {
      CompletableFuture<String> future = new Album().completable("x");

      tasks.queued().get(0).cancel();

      assertThat(future).isCancelled();
    }
  }

  @Test
  void should_use_the_default_pool_when_the_named_one_does_not_exist() {
    new Album().inNamedPool();

    assertThat(calls(1)).hasSize(1).first().asString().matches("inNamedPool" + POOL);
  }
}
