package dev.offstage.servlet.server;

import jakarta.servlet.AsyncEvent;
import java.io.IOException;

/** What is told of one asynchronous request, as an AsyncListener is; see {@link AsyncEvents}. */
public interface AsyncObserver {
  /** It is over. */
  void onComplete(AsyncEvent event);

  /** Its time is up. */
  default void onTimeout(AsyncEvent event) {}

  /** Something has thrown, or the client has gone. */
  default void onError(AsyncEvent event) {}

  /** A new cycle, which forgets the observers of the one before. */
  void onStartAsync(AsyncEvent event) throws IOException;
}
