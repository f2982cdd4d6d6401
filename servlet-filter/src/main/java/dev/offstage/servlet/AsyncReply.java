package dev.offstage.servlet;

import dev.offstage.Offstage;
import dev.offstage.Pool;
import dev.offstage.Task;
import dev.offstage.Work;
import dev.offstage.internal.task.Origin;
import dev.offstage.servlet.http.LocationHeader;
import dev.offstage.servlet.reply.HeldTask;
import dev.offstage.servlet.reply.ReplyHere;
import dev.offstage.servlet.reply.ReplyLater;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request whose work runs in a pool. Either <em>later</em>: the container's thread is
 * released at once and the response is written when the work is done,
 *
 * <pre>{@code
 * AsyncReply.to(request, response).within(ofSeconds(30))
 *     .write(() -> reports.render(id), (report, out) -> out.getOutputStream().write(report));
 * }</pre>
 *
 * or <em>first</em>: the whole response is sent, the request is over, then the work begins:
 *
 * <pre>{@code
 * AsyncReply.to(request, response).accepted("/photos/42").then(() -> images.download(url, to));
 * }</pre>
 *
 * <p>When the pool has no room, the client gets 503 with {@code Retry-After} and no work begins:
 * the methods that hand it over then return null. The work must not use the request or the
 * response: the container reuses them for other users; those of a later reply as soon as its time
 * is up. Work that has captured one is refused; the {@link ResultWriter} may use both. For the
 * thread of one request; not thread-safe.
 */
public final class AsyncReply {
  static {
    // A task is named after the code that calls these.
    Origin.passOver(AsyncReply.class);
  }

  private static final Duration MAX_WITHIN = Duration.ofHours(24);

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private @Nullable String pool;
  private @Nullable String name;
  private Duration within = Duration.ofSeconds(30);
  private boolean cancelOnDisconnect;

  private AsyncReply(HttpServletRequest request, HttpServletResponse response) {
    this.request = Objects.requireNonNull(request, "request");
    this.response = Objects.requireNonNull(response, "response");
  }

  /** A reply to this request; nothing happens yet. */
  public static AsyncReply to(HttpServletRequest request, HttpServletResponse response) {
    return new AsyncReply(request, response);
  }

  /** The pool that does the work, by its name in the settings; default: the default pool. */
  public AsyncReply pool(String poolName) {
    this.pool = poolName;
    return this;
  }

  /**
   * The task's name in logs and the console; default: the place in the code that handed it over.
   */
  public AsyncReply name(String taskName) {
    this.name = taskName;
    return this;
  }

  /**
   * For a reply that is written later: how long the client waits for it, including time in the
   * queue. After that it gets 503 with {@code Retry-After}; the work goes on and its result is
   * dropped.
   *
   * @param limit more than zero, at most 24 hours; default 30 s
   */
  public AsyncReply within(Duration limit) {
    if (limit.isZero() || limit.isNegative() || limit.compareTo(MAX_WITHIN) > 0) {
      throw new IllegalArgumentException("within is " + limit + "; allowed: up to 24 hours");
    }
    this.within = limit;
    return this;
  }

  /**
   * For a reply that is written later: cancels and interrupts the work when the client is known to
   * have gone. HTTP/1.1 servers notice that only when they write.
   */
  public AsyncReply cancelOnDisconnect() {
    this.cancelOnDisconnect = true;
    return this;
  }

  /**
   * Replies later: does the work in the pool, then writes its result as the response. Work that
   * throws becomes a 500 without details, and a line in the log. A writer that throws after its
   * first bytes breaks the response off. {@code docs/replies.md} describes it.
   *
   * <p>If a filter or servlet that the request passes through lacks async support, the container's
   * thread waits for the work and writes the response; a warning names what to mend. With {@code
   * offstage.strict} that is an error.
   *
   * @return the task; null if the pool has no room and the client got 503
   * @throws IllegalArgumentException if the work has captured the request; see {@link Offstage}
   * @throws IllegalStateException if {@code offstage.strict} is on and a filter or servlet that
   *     this request passes through lacks async support; the message names it
   * @throws IOException if the client was gone before it got the 503
   */
  public <T extends @Nullable Object> @Nullable Task<T> write(
      Callable<T> work, ResultWriter<? super T> writer) throws IOException {
    if (!request.isAsyncSupported()) {
      return ReplyHere.write(request, response, pool(), work, taskName(work), within, writer);
    }
    ReplyLater<T> reply = new ReplyLater<>(request, response, work, writer, cancelOnDisconnect);
    return reply.start(pool(), taskName(work), within);
  }

  /**
   * Replies first, with 202 and the task's new status resource as {@code Location}. See {@link
   * TaskStatus} for who owns it and what is thrown when there are too many.
   */
  public ReplyFirst accepted() {
    return new ReplyFirst(
        (task, out) -> {
          String status = TaskStatus.publish(request, out, task);
          out.setStatus(202);
          out.setHeader("Location", status);
          out.setHeader("Cache-Control", "no-store");
          out.setContentLength(0);
        });
  }

  /**
   * Replies first, with 202 and this {@code Location}.
   *
   * @param location a URL, or a path as in {@link HttpServletResponse#sendRedirect}; non-ASCII
   *     characters are percent-encoded
   * @throws IllegalArgumentException if it is empty or contains blanks or control characters
   */
  public ReplyFirst accepted(String location) {
    return statusAndLocation(202, location);
  }

  /**
   * Replies first, with 303: the browser goes on to this page, as after submitting a form.
   *
   * @param location a URL, or a path as in {@link HttpServletResponse#sendRedirect}; non-ASCII
   *     characters are percent-encoded
   * @throws IllegalArgumentException if it is empty or contains blanks or control characters
   */
  public ReplyFirst seeOther(String location) {
    return statusAndLocation(303, location);
  }

  private ReplyFirst statusAndLocation(int status, String location) {
    String value = LocationHeader.of(location);
    return answer(
        out -> {
          out.setStatus(status);
          out.setHeader("Location", value);
          out.setContentLength(0);
        });
  }

  /** Replies first, with what the function writes. */
  public ReplyFirst answer(Answer answer) {
    Objects.requireNonNull(answer, "answer");
    return new ReplyFirst((task, out) -> answer.write(out));
  }

  private Pool pool() {
    return pool == null ? Offstage.pool() : Offstage.pool(pool);
  }

  private @Nullable String taskName(Object work) {
    Objects.requireNonNull(work, "work");
    return name;
  }

  /** A response that is sent before the work begins. */
  public final class ReplyFirst {
    private final HeldTask.TaskAnswer answer;

    private ReplyFirst(HeldTask.TaskAnswer answer) {
      this.answer = answer;
    }

    /**
     * Takes a place in the pool, sends the whole response, ends it, and lets the work begin; the
     * connection is free when the servlet returns. A client that has gone meanwhile does not stop
     * the work; an answer that throws does.
     *
     * @return the task; null if the pool has no room and the client got 503
     * @throws IllegalArgumentException if the work has captured the request; see {@link Offstage}
     * @throws IllegalStateException if the response has already begun
     * @throws IOException if the answer threw it, unless the client has gone, or if the client was
     *     gone before it got the 503; the work has not begun then
     * @throws ServletException if the answer threw it; the work has not begun then
     */
    public @Nullable Task<@Nullable Void> then(Work work) throws IOException, ServletException {
      if (response.isCommitted()) {
        throw new IllegalStateException(
            "The response to "
                + request.getMethod()
                + " "
                + request.getRequestURI()
                + " has begun already; it is too late to answer first");
      }
      return HeldTask.answerThenStart(pool(), work, taskName(work), response, answer);
    }
  }
}
