package dev.offstage.servlet.respond;

import dev.offstage.servlet.http.Accept;
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
final class EventStream {
  // Proxies close silent connections; that a client has gone shows only on a write.
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final PublishedTask published;
  private final Respond respond;
  private final String url;
  // What the last event said; written by one thread after the other, read by the timer.
  private volatile @Nullable String told;

  EventStream(
      HttpServletRequest request,
      HttpServletResponse response,
      PublishedTask published,
      Respond respond) {
    this.request = request;
    this.response = response;
    this.published = published;
    this.respond = respond;
    url = StatusResource.url(request, response, published.id());
  }

  static boolean isWanted(HttpServletRequest request) {
    return Accept.of(request).names("text/event-stream");
  }

  /** Writes what there is now, and what comes from a thread of the container. */
  void start() throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    // For nginx, which would keep the events back.
    response.setHeader("X-Accel-Buffering", "no");
    // A task that ends between the two is not parked for, and its end is still to be told.
    while (!writeNext() && !park() && published.task.isDone()) {}
  }

  /** Writes one event, and returns whether that was the end. */
  private boolean writeNext() throws IOException {
    boolean done = published.task.isDone();
    String last = told;
    String now = json();
    told = now;
    String event = "data: " + now + "\n\n";
    if (done) {
      event = "event: end\n" + event;
    } else if (now.equals(last)) {
      event = ":\n\n";
    }
    response.getOutputStream().write(event.getBytes(StandardCharsets.UTF_8));
    response.flushBuffer();
    return done || respond.isClosing();
  }

  private boolean park() {
    return respond.park(
        request, response, published, SILENCE, () -> !json().equals(told), this::writeNext);
  }

  private String json() {
    return TaskJson.of(published, url).toString();
  }
}
