package dev.offstage.servlet.reply;

import dev.offstage.Pool;
import dev.offstage.Task;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.ResultWriter;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.Unavailable;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A reply to a request that cannot be asynchronous: the container's own thread waits for the work
 * and writes the result. The pool bounds the work all the same; only the thread is not set free.
 */
public final class ReplyHere<T extends @Nullable Object> {
  static {
    // A task is named after the code that calls these.
    Origin.passOver(ReplyHere.class);
  }

  private static final String SAID = "dev.offstage.saidWithoutAsync";
  private static final int MOST_SAID = 20;

  private final PoolTask<T> task;
  private final Duration within;
  private final ResultWriter<? super T> writer;

  private ReplyHere(PoolTask<T> task, Duration within, ResultWriter<? super T> writer) {
    this.task = task;
    this.within = within;
    this.writer = writer;
  }

  /**
   * Does the work, then writes the response. Logs what to mend, once for each of a few paths.
   *
   * @return the task; null if there was no room for it and the client got 503
   * @throws IllegalStateException if {@code offstage.strict} is on; names what to mend
   */
  public static <T extends @Nullable Object> @Nullable Task<T> write(
      HttpServletRequest request,
      HttpServletResponse response,
      Pool pool,
      Callable<T> work,
      @Nullable String name,
      Duration within,
      ResultWriter<? super T> writer)
      throws IOException {
    if (((OffstagePool) pool).app().settings().strict()) {
      throw new IllegalStateException(MissingAsyncSupport.explain(request));
    }
    sayOnce(request);
    PoolTask<T> task = HeldTask.reserve(pool, target -> target.task(work, name), response);
    if (task == null) {
      return null;
    }
    task.release();
    ReplyHere<T> reply = new ReplyHere<>(task, within, writer);
    new LateAnswer(request, reply::describe, reply::answer).writeTo(response);
    return task;
  }

  private void answer(HttpServletResponse response) throws Exception {
    try {
      if (!task.await(within)) {
        Unavailable.TOO_SLOW.inPlaceOfAll(response);
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Unavailable.STOPPING.inPlaceOfAll(response);
      return;
    }
    Throwable thrown = task.error();
    if (thrown != null) {
      Log.warn("offstage: the work for " + describe() + " failed", thrown);
      Problem.failed().inPlaceOfAll(response);
    } else if (task.isCancelled()) {
      Unavailable.CANCELLED.inPlaceOfAll(response);
    } else {
      writer.write(task.join(), response);
    }
  }

  private String describe() {
    return "the request of '" + task.name() + "'";
  }

  private static void sayOnce(HttpServletRequest request) {
    Set<String> said = said(request.getServletContext());
    // The path first: to find out what lacks support takes a while.
    if (said.size() < MOST_SAID && said.add(request.getServletPath())) {
      String why = MissingAsyncSupport.explain(request);
      if (said.add(why)) {
        Log.warn(
            "offstage: the reply to "
                + request.getMethod()
                + " "
                + request.getRequestURI()
                + " holds a thread of the container until its work is done. "
                + why);
      }
    }
  }

  @SuppressWarnings("unchecked") // only this class puts it there
  private static Set<String> said(ServletContext context) {
    synchronized (ReplyHere.class) {
      Object known = context.getAttribute(SAID);
      if (known == null) {
        known = ConcurrentHashMap.newKeySet();
        context.setAttribute(SAID, known);
      }
      return (Set<String>) known;
    }
  }
}
