package dev.offstage.containers.webapp;

import dev.offstage.Offstage;
import dev.offstage.Pool;
import dev.offstage.servlet.AsyncReply;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code /load/first}, {@code /load/later} and {@code /load/run}: the three ways to hand the same
 * work over, which takes its time but no processor. {@code /load/fast} has no work, and {@code
 * /load/counts} says what has been done.
 */
public final class LoadServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final long WORK_NANOS = 20_000_000;

  // One for each webapp: its class loader has a class of its own.
  private static final LongAdder DONE = new LongAdder();

  private static void work() {
    long end = System.nanoTime() + WORK_NANOS;
    for (long left = WORK_NANOS; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    DONE.increment();
  }

  private static String workWithResult() {
    work();
    return "done";
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (String.valueOf(request.getPathInfo())) {
      case "/first":
        AsyncReply.to(request, response).accepted("/photos/42").then(LoadServlet::work);
        break;
      case "/later":
        AsyncReply.to(request, response)
            .write(LoadServlet::workWithResult, (result, out) -> out.getWriter().write(result));
        break;
      case "/run":
        Offstage.run(LoadServlet::work);
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        break;
      case "/fast":
        response.getWriter().write("fast");
        break;
      default:
        response.getWriter().write(counts());
    }
  }

  private static String counts() {
    Pool pool = Offstage.pool();
    return "done "
        + DONE.sum()
        + "\nsucceeded "
        + pool.counts().succeeded()
        + "\nrejected "
        + pool.counts().rejected()
        + "\nunfinished "
        + (pool.queued() + pool.running());
  }
}
