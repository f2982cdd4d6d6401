package dev.offstage.servlet.respond.waiting;

import dev.offstage.internal.task.Place;
import dev.offstage.servlet.http.RequestClient;
import dev.offstage.servlet.reply.WatchedResponse;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.server.ServerConnections;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of one webapp wait for tasks: how many may, and who looks after them.
 *
 * <p>Each holds a connection. A server that has no more than a number of them would be closed to
 * everybody, and to the second request of the work that they wait for, if all were held: half are
 * never taken by those who wait. Thread-safe.
 */
public final class Lobby {
  private static final int MOST = 2_000;

  /** So that one client leaves room for others, whatever the share is. */
  private static final int MOST_PERCENT_OF_CLIENT = 25;

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<ScheduledExecutorService> timer;
  private final int percentOfClient;
  private final BooleanSupplier closing;
  private final ServerConnections connections = new ServerConnections();
  private final Lookout lookout;
  // Both guarded by this.
  private int count;
  private final Map<String, Integer> ofClients = new HashMap<>();

  /**
   * Makes it.
   *
   * @param share how much one client may have of what others share with it, in percent
   * @param closing whether the webapp is about to stop
   */
  public Lobby(Supplier<ScheduledExecutorService> timer, int share, BooleanSupplier closing) {
    this.timer = timer;
    this.percentOfClient = Math.min(share, MOST_PERCENT_OF_CLIENT);
    this.closing = closing;
    this.lookout = new Lookout(timer);
  }

  /** Whether the webapp is about to stop; nobody new waits then. */
  public boolean isClosing() {
    return closing.getAsBoolean();
  }

  /**
   * Parks the request until its task ends, or until there is something else to say about it.
   *
   * @param response what the answer is written to
   * @param wait the longest time, each time
   * @param news for a request that follows the task, and is written to at once: asked now and then
   *     whether there is something to write, given its place in the queue. Null for no
   * @return false if that is not possible and the request must be answered now
   */
  public boolean park(
      HttpServletRequest request,
      WatchedResponse response,
      PublishedTask published,
      Duration wait,
      @Nullable IntPredicate news,
      Parked.Answer answer) {
    return !isClosing() && Parked.park(request, response, published, wait, this, news, answer);
  }

  /** A place for a request to wait, to be left once; null if there is none for it. */
  @Nullable Place enter(HttpServletRequest request) {
    int most = MOST;
    ServerConnections.Use use = connections.of(request);
    if (use != null) {
      int half = use.most / 2;
      if (use.open > half) {
        return null;
      }
      most = Math.min(MOST, half);
    }
    String client = RequestClient.of(request);
    if (!add(client, Math.max(1, most * percentOfClient / 100))) {
      return null;
    }
    AtomicBoolean left = new AtomicBoolean();
    return () -> {
      if (left.compareAndSet(false, true)) {
        remove(client);
      }
    };
  }

  private synchronized boolean add(String client, int mostOfClient) {
    int its = ofClients.getOrDefault(client, 0);
    if (count >= MOST || its >= mostOfClient) {
      return false;
    }
    count++;
    ofClients.put(client, its + 1);
    return true;
  }

  private synchronized void remove(String client) {
    count--;
    ofClients.computeIfPresent(client, (known, its) -> its == 1 ? null : its - 1);
    if (count == 0) {
      notifyAll();
    }
  }

  /** Waits a moment for those to be answered that have been woken. */
  public synchronized void awaitEmpty() {
    long deadline = System.nanoTime() + PATIENCE;
    try {
      for (long left = PATIENCE; count > 0 && left > 0; left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  ScheduledExecutorService timer() {
    return timer.get();
  }

  Lookout lookout() {
    return lookout;
  }
}
