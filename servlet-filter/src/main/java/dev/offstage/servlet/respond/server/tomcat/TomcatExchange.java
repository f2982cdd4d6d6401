package dev.offstage.servlet.respond.server.tomcat;

import dev.offstage.servlet.respond.returning.Attempt;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.server.Members;
import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through Tomcat's adapter, on the thread that calls {@link #perform}: the
 * part of its HTTP processor that is behind the connection.
 */
final class TomcatExchange {
  private static final long LOOK_MILLIS = 1_000;

  final TomcatReturn way;
  final Members members;
  final Object request;
  final Object response;
  final RequestBody body;
  final ResponseSink sink;
  final AsyncState async;

  /** Socket events by their names in Tomcat, which other threads have for the serving one. */
  final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  /** The same, for a listener that reads or writes. */
  final Deque<String> dispatches = new ConcurrentLinkedDeque<>();

  /** Of the asynchronous request; none unless positive. */
  volatile long timeoutMillis = -1;

  volatile long startedAt;

  TomcatExchange(TomcatReturn way, RecordedRequest recorded, String token, OutputStream out)
      throws IOException {
    this.way = way;
    members = way.members;
    request = members.create(Members.type(way.loader, "org.apache.coyote.Request"));
    response = members.create(Members.type(way.loader, "org.apache.coyote.Response"));
    members.call(request, "setResponse", response);
    sink = new ResponseSink(members, response, out, recorded.method.equals("HEAD"));
    async = new AsyncState(members, request, response);
    new CoyoteRequest(members, request).fill(recorded, token, way.connector);
    body = new RequestBody(members, recorded);
    new Hooks(this).connect();
  }

  ReceivedResponse perform(Attempt attempt) throws IOException {
    attempt.endedBy(this::end);
    if (Boolean.TRUE.equals(members.get(way.context, "paused"))) {
      // The adapter would wait for the next life of the webapp.
      throw new IOException("the webapp is being reloaded");
    }
    Thread thread = Thread.currentThread();
    ClassLoader outer = thread.getContextClassLoader();
    // As on the server's own threads.
    thread.setContextClassLoader(way.loader);
    try {
      members.call(way.adapter, "service", request, response);
      boolean passed = true;
      while (passed && async.isAsync()) {
        passed = dispatch(async.step() ? "OPEN_READ" : nextEvent(attempt));
      }
    } catch (Exception e) {
      throw e instanceof IOException ? (IOException) e : new IOException("the server failed", e);
    } finally {
      thread.setContextClassLoader(outer);
      body.close();
    }
    return sink.result();
  }

  /** Nobody waits for it any more: the next thing that it writes fails. */
  private void end() {
    fail(new IOException("the request was given up"));
  }

  /** Nothing that is written from now on counts; whoever listens hears of that. */
  void fail(IOException why) {
    sink.fail(why);
    events.add("ERROR");
  }

  private String nextEvent(Attempt attempt) {
    String listener = dispatches.poll();
    try {
      while (listener == null) {
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
        long left = timeoutMillis <= 0 ? Long.MAX_VALUE : Math.max(0, timeoutMillis - waited);
        String event = events.poll(Math.min(left, LOOK_MILLIS), TimeUnit.MILLISECONDS);
        if (event != null) {
          return event;
        }
        if (left <= LOOK_MILLIS) {
          return "TIMEOUT";
        }
        if (attempt.isCancelled()) {
          // The interrupt came just when the thread had left the webapp.
          return cancelled();
        }
      }
      return listener;
    } catch (InterruptedException e) {
      return cancelled();
    }
  }

  /** No thread is at work that could hear of it. */
  private String cancelled() {
    sink.fail(new IOException("the request was cancelled"));
    return "ERROR";
  }

  /** What a processor does with an event of its connection; whether it goes on after that. */
  private boolean dispatch(String event) {
    boolean reads = members.call(request, "getReadListener") != null;
    boolean writes = members.call(response, "getWriteListener") != null;
    if (event.equals("ERROR")) {
      members.call(request, "setAttribute", RequestDispatcher.ERROR_EXCEPTION, sink.failure());
    }
    if (event.equals("OPEN_WRITE")
        ? writes
        : event.equals("OPEN_READ") ? reads : event.equals("ERROR") && (reads || writes)) {
      async.operation();
    }
    Object passed =
        members.call(way.adapter, "asyncDispatch", request, response, socketEvent(event));
    if (!Boolean.TRUE.equals(passed)) {
      sink.fail(new IOException("the asynchronous request failed"));
      return false;
    }
    return true;
  }

  private Object socketEvent(String name) {
    Class<?> type = Members.type(way.loader, "org.apache.tomcat.util.net.SocketEvent");
    return members.constant(type, name);
  }

  /**
   * Work of {@code AsyncContext.start}: on a thread of its own, whatever the server's pool does.
   */
  void run(@Nullable Runnable work) {
    Thread thread = new Thread(work, "offstage-async-" + Thread.currentThread().getName());
    thread.setDaemon(true);
    thread.setContextClassLoader(way.loader);
    thread.start();
  }
}
