package dev.offstage.servlet.reply;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.Problem;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Whether what was written into a response has reached the container's own below it. */
public final class Written {
  private Written() {}

  /**
   * Answers with an error if a layer has kept all of a body, which would look like an empty one.
   *
   * @param last the response that the body was written to
   * @param reply for the log
   */
  public static void check(WatchedResponse last, String reply) throws IOException {
    ServletResponse own = Layers.bottom(last);
    if (!last.hasBody() || own.isCommitted() || !isEmpty(own)) {
      return;
    }
    Log.warn(
        "offstage: "
            + reply
            + " did not get to the client: it is still in "
            + Layers.types(Layers.of(last.getResponse(), own))
            + ", whose filter has ended before. Map that filter to ASYNC dispatches, too, or answer"
            + " first: accepted(), seeOther() or answer()");
    Problem.failed().inPlaceOfAll((HttpServletResponse) own);
  }

  /** The size can be set as long as nothing has been written (Servlet API, setBufferSize). */
  private static boolean isEmpty(ServletResponse own) {
    try {
      own.setBufferSize(own.getBufferSize());
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Whether filters have put something around this response. */
  public static boolean isThroughLayers(ServletResponse response) {
    return response instanceof ServletResponseWrapper;
  }
}
