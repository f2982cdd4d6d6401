import dev.offstage.Batch;
import dev.offstage.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** A batch that somebody has written. */
record OwnBatch<R>(Batch<R> inner) implements Batch<R> {
  @Override
  public List<Task<R>> tasks() {
    return inner.tasks();
  }

  @Override
  public int done() {
    return inner.done();
  }

  @Override
  public boolean isDone() {
    return inner.isDone();
  }

  @Override
  public Batch<R> failFast() {
    return new OwnBatch<>(inner.failFast());
  }

  @Override
  public List<Task<R>> settled() throws InterruptedException {
    return inner.settled();
  }

  @Override
  public CompletableFuture<List<R>> toCompletableFuture() {
    return inner.toCompletableFuture();
  }

  @Override
  public List<R> join() throws InterruptedException {
    return inner.join();
  }

  @Override
  public List<R> join(Duration limit) throws InterruptedException, TimeoutException {
    return inner.join(limit);
  }

  @Override
  public Map<Integer, R> completed() {
    return inner.completed();
  }

  @Override
  public Map<Integer, Throwable> errors() {
    return inner.errors();
  }

  @Override
  public void cancel(boolean interrupt) {
    inner.cancel(interrupt);
  }
}
