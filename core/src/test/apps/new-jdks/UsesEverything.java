import dev.offstage.Background;
import dev.offstage.Batch;
import dev.offstage.BatchFailedException;
import dev.offstage.Mapper;
import dev.offstage.Offstage;
import dev.offstage.Pool;
import dev.offstage.PoolClosedException;
import dev.offstage.PoolFullException;
import dev.offstage.Progress;
import dev.offstage.Start;
import dev.offstage.Task;
import dev.offstage.TaskFailedException;
import dev.offstage.TaskListener;
import dev.offstage.TestMode;
import dev.offstage.WhenFull;
import dev.offstage.Work;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** Uses the API as code does that is written for this JDK. */
class UsesEverything {
  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError();
    }
  }

  public static void main(String[] args) throws Exception {
    Runnable remove = Offstage.addListener(new TaskListener() {});
    futures();
    tasks();
    batches();
    executors();
    pools();
    remove.run();
    try (TestMode tasks = TestMode.manual()) {
      new UsesEverything().marked();
      Offstage.run(() -> {});
      check(tasks.queued().size() == 1 && tasks.runAll() == 1);
    }
    System.out.println("all used");
  }

  @Background(start = Start.AFTER_RESPONSE)
  void marked() {}

  /** What Java 19 gave to every future. */
  private static void futures() throws Exception {
    Task<String> good = new OwnTask<>(Offstage.call(() -> "good"));
    good.await();
    check(good.state() == Future.State.SUCCESS && good.resultNow().equals("good"));
    Task<String> bad =
        Offstage.call(
            () -> {
              throw new IllegalStateException("bad");
            });
    check(bad.await(Duration.ofSeconds(20)));
    check(bad.state() == Future.State.FAILED && bad.exceptionNow() == bad.error());
    try {
      bad.join();
    } catch (TaskFailedException e) {
      check(e.getCause() == bad.error());
    }
    try (TestMode tasks = TestMode.manual()) {
      Task<Void> waiting = Offstage.run(() -> {});
      check(waiting.state() == Future.State.RUNNING && tasks.queued().contains(waiting));
      check(waiting.cancel() && waiting.state() == Future.State.CANCELLED);
    }
    String text =
        switch (good.status()) {
          case QUEUED, RUNNING -> "open";
          case SUCCEEDED, FAILED, CANCELLED -> "over";
        };
    check(text.equals("over"));
  }

  private static void tasks() throws Exception {
    Work work = () -> Progress.report(1, 2, "half");
    Task<Void> task = Offstage.task(work).name("named").pool("default").afterResponse().start();
    task.join();
    check(task.name().equals("named") && task.progress().percent() == 50);
    check(!task.started().isBefore(task.created()) && !task.finished().isBefore(task.started()));
    check(task.toCompletableFuture().thenApply(nothing -> "then").join().equals("then"));
  }

  private static void batches() throws Exception {
    Mapper<Integer, Integer> mapper = number -> 6 / number;
    Batch<Integer> batch = new OwnBatch<>(Offstage.map(List.of(1, 2, 3), mapper));
    check(batch.join().equals(List.of(6, 3, 2)) && batch.done() == 3);
    check(batch.toCompletableFuture().resultNow().getLast() == 2);
    Batch<Integer> broken = Offstage.pool().map(List.of(0, 0), mapper, 2).failFast();
    check(broken.settled().size() == 2 && broken.isDone() && !broken.errors().isEmpty());
    try {
      broken.join();
      check(false);
    } catch (BatchFailedException e) {
      check(e.getCause() instanceof ArithmeticException);
    }
  }

  private static void executors() throws Exception {
    ExecutorService seen;
    // An executor can be closed since Java 19.
    try (ExecutorService executor = new OwnPool(Offstage.pool()).asExecutorService()) {
      seen = executor;
      Future<String> future = executor.submit(() -> "submitted");
      check(future.get().equals("submitted") && future.state() == Future.State.SUCCESS);
    }
    check(seen.isTerminated() && !Offstage.pool().isClosed());
  }

  private static void pools() throws Exception {
    Pool seen;
    try (Pool pool =
        Pool.builder("own")
            .size(1)
            .queue(1)
            .share(100)
            .whenFull(WhenFull.reject())
            .threads("virtual")
            .threadStart(() -> {})
            .build()) {
      seen = pool;
      pool.resize(2, 2);
      check(pool.size() == 2 && pool.queueCapacity() == 2 && pool.name().equals("own"));
      check(pool.call(() -> Thread.currentThread().isVirtual()).join());
    }
    seen.join();
    try {
      seen.run(() -> {});
      check(false);
    } catch (PoolFullException e) {
      check(false);
    } catch (PoolClosedException e) {
      RejectedExecutionException rejected = e;
      check(rejected.getMessage().contains("own"));
    }
  }
}
