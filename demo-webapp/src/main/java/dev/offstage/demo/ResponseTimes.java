package dev.offstage.demo;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Records on each photo how long its request took, from its arrival until the answer was out. */
public final class ResponseTimes extends HttpFilter {
  /** The request attribute with the request's {@link Photo}. */
  static final String PHOTO = "demo.photo";

  /** The request attribute with the {@link System#nanoTime} of the request's arrival. */
  static final String ARRIVED = "demo.arrived";

  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    if (!(request.getAttribute(PHOTO) instanceof Photo photo)) {
      return;
    }
    long arrived = (Long) request.getAttribute(ARRIVED);
    if (request.isAsyncStarted()) {
      request.getAsyncContext().addListener(new OnComplete(() -> note(photo, arrived)));
    } else {
      note(photo, arrived);
    }
  }

  private static void note(Photo photo, long arrived) {
    photo.answered(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - arrived));
  }

  private record OnComplete(Runnable action) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      action.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
