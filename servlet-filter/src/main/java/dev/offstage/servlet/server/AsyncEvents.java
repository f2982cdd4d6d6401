package dev.offstage.servlet.server;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The only AsyncListener of this library. WildFly makes a component of each such class that it
 * finds in a webapp, and warns of every one whose objects it could not make itself: hence the
 * constructor without parameters.
 */
public final class AsyncEvents implements AsyncListener {
  private final @Nullable AsyncObserver observer;

  /** For WildFly; hears nothing. */
  public AsyncEvents() {
    observer = null;
  }

  private AsyncEvents(AsyncObserver observer) {
    this.observer = observer;
  }

  /**
   * Tells the observer of the current cycle.
   *
   * @throws IllegalStateException if it is over already
   */
  public static void tell(AsyncObserver observer, AsyncContext context) {
    context.addListener(new AsyncEvents(observer));
  }

  @Override
  public void onComplete(AsyncEvent event) {
    if (observer != null) {
      observer.onComplete(event);
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    if (observer != null) {
      observer.onTimeout(event);
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    if (observer != null) {
      observer.onError(event);
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) throws IOException {
    if (observer != null) {
      observer.onStartAsync(event);
    }
  }
}
