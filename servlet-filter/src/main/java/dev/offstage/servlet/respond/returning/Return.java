package dev.offstage.servlet.respond.returning;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A way by which a recorded request reaches its webapp a second time: through all that the server
 * has in front of it, as any other request. Thread-safe; its text says what it is, for the log.
 */
public interface Return {
  /**
   * Sends the request and waits for the whole response.
   *
   * @param token to be sent as the header {@link Passage#HEADER}
   * @param body where the body of the response goes; what it throws ends the request
   * @param attempt by which another thread can end this
   * @throws IOException if there is no complete response; a response that breaks off, whatever its
   *     headers say, is not one
   */
  ReceivedResponse send(RecordedRequest request, String token, OutputStream body, Attempt attempt)
      throws IOException;

  /**
   * Whether the server takes the second request for one of somebody else, who is at this machine:
   * it then gets no header by which a client could add to that.
   */
  boolean isByStranger();
}
