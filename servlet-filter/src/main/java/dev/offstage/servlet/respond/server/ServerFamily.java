package dev.offstage.servlet.respond.server;

import dev.offstage.servlet.respond.returning.Return;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the servers of one family let a webapp do that the Servlet API does not, found by reflection
 * from the webapp's own objects. Thread-safe; its text is the name of the family, for the log.
 */
public interface ServerFamily {
  /**
   * The way in process for requests that arrive as this one does.
   *
   * @return null if the server has something between that is not known; the log says what, once
   */
  @Nullable Return returnFor(HttpServletRequest request);

  /**
   * Asks for a call when the server or the webapp is about to stop and {@link Return#send} still
   * works, by the thread that stops it: it goes on when that call has ended. Called at most once by
   * each of them, in whatever order. The server keeps no reference after {@link #close()}.
   */
  void beforeStop(Runnable drain);

  /** The webapp has ended: leaves nothing of it in the server. */
  void close();
}
