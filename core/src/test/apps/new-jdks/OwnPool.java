import dev.offstage.Batch;
import dev.offstage.Mapper;
import dev.offstage.Pool;
import dev.offstage.PoolCounts;
import dev.offstage.Results;
import dev.offstage.Task;
import dev.offstage.Work;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/** A pool that somebody has written. */
record OwnPool(Pool inner) implements Pool {
  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public int size() {
    return inner.size();
  }

  @Override
  public int queueCapacity() {
    return inner.queueCapacity();
  }

  @Override
  public int queued() {
    return inner.queued();
  }

  @Override
  public int running() {
    return inner.running();
  }

  @Override
  public PoolCounts counts() {
    return inner.counts();
  }

  @Override
  public boolean isClosed() {
    return inner.isClosed();
  }

  @Override
  public Task<Void> run(Work work) {
    return inner.run(work);
  }

  @Override
  public <T> Task<T> call(Callable<T> work) {
    return inner.call(work);
  }

  @Override
  public <A, R> Batch<R> map(Collection<? extends A> items, Mapper<? super A, ? extends R> mapper) {
    return inner.map(items, mapper);
  }

  @Override
  public <A, R> Batch<R> map(
      Collection<? extends A> items, Mapper<? super A, ? extends R> mapper, int chunk) {
    return inner.map(items, mapper, chunk);
  }

  @Override
  public <A, R> Results<R> results(
      Iterator<? extends A> items, Mapper<? super A, ? extends R> mapper) {
    return inner.results(items, mapper);
  }

  @Override
  public ExecutorService asExecutorService() {
    return inner.asExecutorService();
  }

  @Override
  public void resize(int size, int queueCapacity) {
    inner.resize(size, queueCapacity);
  }

  @Override
  public void close() {
    inner.close();
  }

  @Override
  public void close(boolean cancelQueued) {
    inner.close(cancelQueued);
  }

  @Override
  public void terminate() {
    inner.terminate();
  }

  @Override
  public void join() throws InterruptedException {
    inner.join();
  }

  @Override
  public boolean join(Duration limit) throws InterruptedException {
    return inner.join(limit);
  }
}
