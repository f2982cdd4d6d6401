import dev.offstage.Attempt;
import dev.offstage.Mapper;
import dev.offstage.Progress;
import dev.offstage.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A task that somebody has written, as a wrapper would be. */
class OwnTask<T> implements Task<T> {
  private final Task<T> inner;

  OwnTask(Task<T> inner) {
    this.inner = inner;
  }

  @Override
  public String id() {
    return inner.id();
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public String pool() {
    return inner.pool();
  }

  @Override
  public Status status() {
    return inner.status();
  }

  @Override
  public Instant created() {
    return inner.created();
  }

  @Override
  public Instant started() {
    return inner.started();
  }

  @Override
  public Instant finished() {
    return inner.finished();
  }

  @Override
  public Progress progress() {
    return inner.progress();
  }

  @Override
  public Throwable error() {
    return inner.error();
  }

  @Override
  public boolean cancel(boolean interrupt) {
    return inner.cancel(interrupt);
  }

  @Override
  public boolean cancel(String why) {
    return inner.cancel(why);
  }

  @Override
  public String cause() {
    return inner.cause();
  }

  @Override
  public List<Attempt> attempts() {
    return inner.attempts();
  }

  @Override
  public Instant nextAttempt() {
    return inner.nextAttempt();
  }

  @Override
  public boolean isStopping() {
    return inner.isStopping();
  }

  @Override
  public boolean isCancelled() {
    return inner.isCancelled();
  }

  @Override
  public boolean isDone() {
    return inner.isDone();
  }

  @Override
  public void await() throws InterruptedException {
    inner.await();
  }

  @Override
  public boolean await(Duration limit) throws InterruptedException {
    return inner.await(limit);
  }

  @Override
  public T join() throws InterruptedException {
    return inner.join();
  }

  @Override
  public T join(Duration limit) throws InterruptedException, TimeoutException {
    return inner.join(limit);
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    return inner.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return inner.get(timeout, unit);
  }

  @Override
  public CompletableFuture<T> toCompletableFuture() {
    return inner.toCompletableFuture();
  }

  @Override
  public <B> Task<B> then(Mapper<? super T, ? extends B> next) {
    return inner.then(next);
  }

  @Override
  public Task<T> onSuccess(Consumer<? super T> action) {
    return inner.onSuccess(action);
  }

  @Override
  public Task<T> onFailure(Mapper<? super Throwable, ? extends T> fallback) {
    return inner.onFailure(fallback);
  }
}
