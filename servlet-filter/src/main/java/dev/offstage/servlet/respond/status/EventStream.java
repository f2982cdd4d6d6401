package dev.offstage.servlet.respond.status;

import dev.offstage.Progress;
import dev.offstage.Task;
import dev.offstage.servlet.http.Accept;
import dev.offstage.servlet.reply.WatchedResponse;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.waiting.Lobby;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The status of a task as server-sent events (HTML, section 9.2): one for each change, the last one
 * for its end. Between two events the request is parked, so no thread waits.
 */
public final class EventStream {
  // Proxies close silent connections; that a client has gone shows only on a write.
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** For a client that cannot wait here. */
  private static final Duration COMES_BACK = Duration.ofSeconds(5);

  private final HttpServletRequest request;
  private final WatchedResponse response;
  private final PublishedTask published;
  private final Lobby lobby;
  private final String url;
  // As the timer has seen it last.
  private volatile int position;
  // What the last event said; written by one thread after the other, read by the timer.
  private volatile @Nullable String told;
  private volatile int toldPosition;
  private volatile Task.@Nullable Status toldState;
  private volatile @Nullable Progress toldProgress;

  EventStream(
      HttpServletRequest request,
      HttpServletResponse response,
      PublishedTask published,
      Lobby lobby) {
    this.request = request;
    this.response = new WatchedResponse(response);
    this.published = published;
    this.lobby = lobby;
    url = StatusResource.url(request, response, published.id());
    position = published.position();
  }

  public static boolean isWanted(HttpServletRequest request) {
    return Accept.of(request).names("text/event-stream");
  }

  /**
   * Writes what there is now, and what comes from a thread of the container. Where too many wait
   * already that is all, and the client is told when to come back.
   */
  void start() throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    // For nginx, which would keep the events back.
    response.setHeader("X-Accel-Buffering", "no");
    if (lobby.park(request, response, published, SILENCE, this::hasNews, this::writeNext)) {
      return;
    }
    if (!published.isDone()) {
      write("retry: " + COMES_BACK.toMillis() + "\n\n");
    }
    writeNext();
  }

  /** Writes one event, and returns whether that was the end. */
  private boolean writeNext() throws IOException {
    boolean done = published.isDone();
    String last = told;
    // Before they are written: what changes meanwhile is news.
    toldPosition = position;
    toldState = published.status();
    toldProgress = published.progress();
    String now = TaskJson.of(published, url, toldPosition).toString();
    told = now;
    String event = "data: " + now + "\n\n";
    if (done) {
      event = "event: end\n" + event;
    } else if (now.equals(last)) {
      event = ":\n\n";
    }
    write(event);
    response.flushBuffer();
    return done || lobby.isClosing();
  }

  private void write(String text) throws IOException {
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Costs little: the timer asks for each stream again and again. */
  private boolean hasNews(int seen) {
    // A queue that grows loses sight of its tasks for a moment.
    if (seen > 0) {
      position = seen;
    }
    return position != toldPosition
        || published.status() != toldState
        || published.progress() != toldProgress;
  }
}
