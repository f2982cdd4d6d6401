package dev.offstage;

import dev.offstage.internal.request.AfterResponse;
import dev.offstage.internal.task.PoolTask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** A request as tasks see it: of this client, with a response that the test completes. */
class ClientRequest implements AfterResponse {
  private final String client;
  private final List<IntConsumer> held = new ArrayList<>();

  ClientRequest(String client) {
    this.client = client;
  }

  @Override
  public synchronized void add(PoolTask<?> task, IntConsumer answered) {
    held.add(answered);
  }

  @Override
  public String client() {
    return client;
  }

  synchronized void responseComplete() {
    held.forEach(answered -> answered.accept(200));
    held.clear();
  }

  /** Does this on a thread that serves the request. */
  <T> T call(Callable<T> code) {
    Supplier<? extends AfterResponse> outer = AfterResponse.enter(() -> this);
    try {
      return code.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      AfterResponse.enter(outer);
    }
  }

  /** Uses up what the client may have in the queue of a pool without a free thread: how much? */
  int placesIn(Pool pool) {
    return call(
        () -> {
          int places = 0;
          try {
            while (pool.run(() -> {}).status() == Task.Status.QUEUED) {
              places++;
            }
          } catch (PoolFullException e) {
            // That is the end, too.
          }
          return places;
        });
  }
}
