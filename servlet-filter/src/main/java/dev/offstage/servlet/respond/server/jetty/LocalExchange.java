package dev.offstage.servlet.respond.server.jetty;

import dev.offstage.servlet.respond.returning.Attempt;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.server.Members;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. The thread that calls {@link #perform} is what a selector is to a
 * connection: the server reads and serves on it, as far as the webapp does not begin others.
 */
final class LocalExchange implements Closeable {
  final Members members;
  final JettyReturn way;
  final RequestBytes request;
  final ResponseBytes response;
  private final LocalEndPoint endPoint;
  private final BlockingQueue<Boolean> news = new LinkedBlockingQueue<>();
  private @Nullable Object connection;

  LocalExchange(JettyReturn way, RecordedRequest recorded, String token, OutputStream body)
      throws IOException {
    this.way = way;
    members = way.members;
    request = new RequestBytes(recorded, token);
    response = new ResponseBytes(body, recorded.method.equals("HEAD"));
    endPoint = new LocalEndPoint(this, recorded);
  }

  ReceivedResponse perform(Attempt attempt) throws IOException {
    attempt.endedBy(() -> fail("the request was given up"));
    Thread thread = Thread.currentThread();
    ClassLoader outer = thread.getContextClassLoader();
    // As on the server's own threads.
    thread.setContextClassLoader(way.loader);
    try {
      connection = way.newConnection(endPoint.proxy());
      endPoint.open(connection);
      while (!response.isOver()) {
        if (news.poll(1, TimeUnit.SECONDS) != null) {
          endPoint.readIfWanted();
        } else if (attempt.isCancelled()) {
          // The interrupt came just when the thread had left the webapp.
          fail("the request was cancelled");
        } else if (attempt.isHopeless()) {
          fail("the webapp stops, and does not take the request any more");
        }
      }
    } catch (InterruptedException e) {
      // The task was cancelled, and no thread is at work that could hear of it.
      fail("the request was cancelled");
    } finally {
      thread.setContextClassLoader(outer);
    }
    return response.result();
  }

  /** There may be something to do for {@link #perform}. */
  void wake() {
    news.add(true);
  }

  /** Nothing that is written from now on counts. */
  private void fail(String why) {
    response.fail(new IOException(why));
    wake();
  }

  /** Whoever still works for it hears of its end. */
  @Override
  public void close() throws IOException {
    request.close();
    if (connection != null && response.hasFailed()) {
      endPoint.close(connection);
    }
  }
}
