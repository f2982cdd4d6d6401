package dev.offstage.servlet.respond.work;

import dev.offstage.internal.runtime.LossReport;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.returning.Passages;
import dev.offstage.servlet.respond.returning.Probe;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.Return;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The accepted requests of a webapp that have yet to return to it. Many servers let none in any
 * more when the webapp hears of their stop: then it is said at once which are lost, instead of
 * letting each wait in vain. Thread-safe.
 */
public final class Outstanding {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST_SECONDS_TO_STOP = 10;
  private static final String WHY = "cannot return, since the server lets no request in any more";

  private final String app;
  final Passages passages;
  private final Map<PublishedTask, SecondRequest> open = new ConcurrentHashMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);

  public Outstanding(String app, Passages passages) {
    this.app = app;
    this.passages = passages;
  }

  public void add(PublishedTask published, SecondRequest work) {
    open.put(published, work);
  }

  public void remove(PublishedTask published) {
    open.remove(published);
  }

  public boolean isStopping() {
    return stop.getCount() == 0;
  }

  /**
   * Some servers refuse connections a good while before they tell the webapp of their stop.
   *
   * @return whether that is what it was
   */
  boolean awaitStop() {
    try {
      return stop.await(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return isStopping();
    }
  }

  /**
   * The webapp stops: loses those whose way back is closed by now.
   *
   * @param webapp its path
   */
  public void stop(String webapp) {
    stop.countDown();
    Map<Return, Boolean> closed = new HashMap<>();
    List<PublishedTask> lost = new ArrayList<>();
    open.forEach(
        (published, work) -> {
          RecordedRequest request = work.request();
          RecordedRequest probe = RecordedRequest.probe(request.origin, webapp + Probe.PATH);
          if (!work.hasArrived()
              && closed.computeIfAbsent(
                  work.way(), way -> Probe.failure(way, passages, probe, PATIENCE) != null)) {
            lost.add(published);
          }
        });
    lose(lost);
  }

  /** One that has been under way when the way was closed. */
  void lose(PublishedTask published) {
    lose(Collections.singletonList(published));
  }

  private void lose(List<PublishedTask> lost) {
    List<PoolTask<?>> tasks = new ArrayList<>();
    for (PublishedTask each : lost) {
      each.lose();
      tasks.add(each.task);
    }
    LossReport.lose(app, tasks, WHY);
  }
}
