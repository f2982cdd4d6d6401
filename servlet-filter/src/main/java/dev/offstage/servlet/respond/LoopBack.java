package dev.offstage.servlet.respond;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The work of one task: sends the recorded request to the webapp again and keeps the response.
 *
 * <p>It takes the server's own way, from the connector on, so that everything in front of a servlet
 * applies as to any request: every filter, the login, the session, error pages, forwards. An
 * asynchronous dispatch would bypass all filters that are mapped to REQUEST dispatches only: in
 * nearly every legacy webapp that is all of them, its security included.
 */
final class LoopBack implements Callable<@Nullable Void> {
  private static final int LOOK_MILLIS = 1_000;

  private final RecordedRequest request;
  private final ResultUrl resultUrl;
  private final Connector connector;
  private final Passages passages;
  private final Spools spools;
  private final long resultLimit;
  private final BooleanSupplier stopping;
  // Set before the task is handed over.
  private volatile @Nullable PublishedTask published;
  private @Nullable Passage passage;
  private @Nullable Exchange exchange;

  LoopBack(
      RecordedRequest request,
      ResultUrl resultUrl,
      Connector connector,
      Passages passages,
      Spools spools,
      long resultLimit,
      BooleanSupplier stopping) {
    this.request = request;
    this.resultUrl = resultUrl;
    this.connector = connector;
    this.passages = passages;
    this.spools = spools;
    this.resultLimit = resultLimit;
    this.stopping = stopping;
  }

  /** Sets the task whose work this is. */
  void workOf(PublishedTask task) {
    published = task;
  }

  /** The webapp answered with an error; the client gets that. */
  static final class ErrorResponseException extends Exception {
    private static final long serialVersionUID = 1L;

    ErrorResponseException(int status) {
      super("the webapp answered with HTTP " + status);
    }
  }

  @Override
  public @Nullable Void call() throws Exception {
    PublishedTask own = published;
    if (own == null) {
      throw new IllegalStateException("not published");
    }
    try {
      RecordedResponse response = exchange(own.task);
      own.keep(response);
      if (response.status() >= 500) {
        throw new ErrorResponseException(response.status());
      }
      return null;
    } catch (ErrorResponseException e) {
      // The server has logged what there is to know.
      throw e;
    } catch (Exception e) {
      if (!own.task.isCancelled()) {
        Log.warn("offstage: '" + own.task.name() + "' has no response", e);
      }
      throw e;
    }
  }

  private RecordedResponse exchange(PoolTask<?> task) throws IOException {
    Passage way = new Passage(request, task);
    Spool body = spools.open(resultLimit);
    boolean kept = false;
    passages.open(way);
    try (Exchange over = connector.connect(request.serverName, LOOK_MILLIS, givesUpOn(way))) {
      begin(way, over, task);
      over.send(request.head(way.token()), request.body);
      over.receiveBody(body);
      body.complete();
      if (!way.hasArrived()) {
        throw new IOException(
            "the request did not come back to the webapp: HTTP "
                + over.status()
                + " from the server");
      }
      if (way.objection() != null) {
        throw new IOException("the request was not served: " + way.objection());
      }
      kept = true;
      return new RecordedResponse(over.status(), resultUrl, over.headers(), body);
    } finally {
      passages.close(way);
      if (!kept) {
        body.free();
      }
    }
  }

  /** A webapp that is stopping may never let in what has not arrived by then. */
  private BooleanSupplier givesUpOn(Passage way) {
    return () -> stopping.getAsBoolean() && !way.hasArrived();
  }

  private synchronized void begin(Passage way, Exchange over, PoolTask<?> task) {
    passage = way;
    exchange = over;
    if (task.isCancelled()) {
      throw new CancellationException();
    }
  }

  /**
   * The task was cancelled. Interrupts the work, whose end {@link #call()} still waits for: the
   * place in the pool is free when the work has stopped, and not before.
   *
   * @param atOnce whether to close the connection, since nobody can wait any longer
   */
  void interrupt(boolean atOnce) {
    Passage way;
    Exchange over;
    synchronized (this) {
      way = passage;
      over = exchange;
    }
    if (way != null) {
      way.interrupt();
    }
    if (over != null && atOnce) {
      try {
        over.close();
      } catch (IOException e) {
        // Then it is closed already.
      }
    }
  }

  /** The task has ended, in whatever way. */
  void free() {
    if (request.body != null) {
      request.body.free();
    }
  }
}
