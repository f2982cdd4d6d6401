package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is held of tasks that have ended, by who keeps one and by the threads that ran them. */
class KeptTaskTest {
  private final App app = App.with("offstage.pool.size", "1");

  @AfterEach
  void stop() {
    Carried.ACCESSOR.clear();
    app.close();
  }

  private static void awaitGone(WeakReference<?> reference) {
    await()
        .until(
            () -> {
              System.gc();
              return reference.get() == null;
            });
  }

  /** Its last worker has nothing else to do. */
  private static void awaitIdle() {
    await().until(() -> Offstage.pool().running() == 0);
  }

  @Test
  void one_task_of_a_batch_does_not_keep_the_results_of_the_others() throws Exception {
    List<WeakReference<?>> others = new ArrayList<>();
    Task<byte[]> kept = firstOfBatch(others);

    others.forEach(KeptTaskTest::awaitGone);
    assertThat(kept.join()).hasSize(1);
  }

  private static Task<byte[]> firstOfBatch(List<WeakReference<?>> others) throws Exception {
    Batch<byte[]> batch = Offstage.map(Arrays.asList(1, 2, 3), byte[]::new);
    List<byte[]> results = batch.join();
    others.add(new WeakReference<>(results.get(1)));
    others.add(new WeakReference<>(results.get(2)));
    return batch.tasks().get(0);
  }

  @Test
  void it_does_not_keep_the_items_either() throws Exception {
    List<WeakReference<?>> items = new ArrayList<>();
    Task<Integer> kept = sizeOf(items);

    items.forEach(KeptTaskTest::awaitGone);
    assertThat(kept.join()).isEqualTo(1);
  }

  private static Task<Integer> sizeOf(List<WeakReference<?>> items) throws Exception {
    List<byte[]> arrays = Arrays.asList(new byte[1], new byte[2]);
    arrays.forEach(array -> items.add(new WeakReference<>(array)));
    Batch<Integer> batch = Offstage.map(arrays, array -> array.length);
    batch.join();
    return batch.tasks().get(0);
  }

  @Test
  void a_task_does_not_keep_the_class_loader_of_who_handed_it_over() throws Exception {
    Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0]));
    WeakReference<?> loader = new WeakReference<>(Thread.currentThread().getContextClassLoader());
    List<Task<?>> kept = one("with a loader");
    Carried.CLASS_LOADER.clear();
    // The next capture takes the place of the last one, which is shared by those that are alike.
    Offstage.run(() -> {}).join();

    awaitGone(loader);
    assertThat(kept).allMatch(Task::isDone);
  }

  @Test
  void a_task_does_not_keep_what_was_captured() throws Exception {
    Carried.ACCESSOR.set(new String("ann"));
    WeakReference<?> user = new WeakReference<>(Carried.ACCESSOR.get());
    List<Task<?>> kept = one("of a user");
    Carried.ACCESSOR.clear();

    awaitGone(user);
    assertThat(kept).allMatch(Task::isDone);
  }

  /** One that succeeded, one that failed, and one that never started. */
  private static List<Task<?>> one(String result) throws Exception {
    Task<String> succeeded = Offstage.call(() -> result);
    Task<String> failed =
        Offstage.call(
            () -> {
              throw new IllegalStateException(result);
            });
    Gate gate = new Gate();
    gate.occupy(Offstage.pool());
    Task<String> cancelled = Offstage.call(() -> result);
    cancelled.cancel();
    gate.open();
    List<Task<?>> all = Arrays.asList(succeeded, failed, cancelled);
    for (Task<?> task : all) {
      task.await();
    }
    awaitIdle();
    return all;
  }

  @Test
  void a_task_does_not_keep_its_work() throws Exception {
    List<WeakReference<?>> captured = new ArrayList<>();
    List<Task<?>> kept = new ArrayList<>();
    runWith(captured, kept);

    captured.forEach(KeptTaskTest::awaitGone);
    assertThat(kept).hasSize(2).allMatch(Task::isDone);
  }

  private static void runWith(List<WeakReference<?>> captured, List<Task<?>> kept)
      throws Exception {
    byte[] document = new byte[100];
    captured.add(new WeakReference<>(document));
    Gate gate = new Gate();
    gate.occupy(Offstage.pool());
    Task<Integer> queued = Offstage.call(() -> document.length);
    queued.cancel();
    gate.open();
    Task<Integer> ran = Offstage.call(() -> document.length);
    ran.join();
    Collections.addAll(kept, queued, ran);
    awaitIdle();
  }

  @Test
  void an_idle_thread_keeps_nothing_of_what_it_ran_last() throws Exception {
    WeakReference<?> task = new WeakReference<>(ended(Offstage.call(() -> new byte[1])));
    awaitGone(task);
    WeakReference<?> result = new WeakReference<>(ended(Offstage.call(() -> new byte[1])).join());
    awaitGone(result);
    WeakReference<?> work = workThatRan();
    awaitGone(work);
    WeakReference<?> item = firstItemThatRan();
    awaitGone(item);

    assertThat(App.threads()).isEqualTo(1);
  }

  private static <T> Task<T> ended(Task<T> task) throws Exception {
    task.join();
    awaitIdle();
    return task;
  }

  private static WeakReference<?> workThatRan() throws Exception {
    byte[] captured = new byte[1];
    Callable<Integer> work = () -> captured.length;
    ended(Offstage.call(work));
    return new WeakReference<>(work);
  }

  private static WeakReference<?> firstItemThatRan() throws Exception {
    Batch<byte[]> batch = Offstage.map(Arrays.asList(1, 2), byte[]::new);
    batch.join();
    awaitIdle();
    return new WeakReference<>(batch.tasks().get(0));
  }
}
