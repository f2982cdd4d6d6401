package dev.offstage.servlet.reply;

import dev.offstage.internal.text.Log;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;

/** Whether what was written into a response has reached the container's own below it. */
public final class Written {
  private Written() {}

  /**
   * Answers with an error if a layer has kept all of a body, which would look like an empty one.
   *
   * @param last the response that the body was written to
   * @param name of the answer, for the log
   * @param remedy what to do with the filter, for the log
   * @return whether it has reached the container's response
   */
  public static boolean check(WatchedResponse last, String name, String remedy) {
    ServletResponse own = Layers.bottom(last);
    if (!last.hasBody() || own.isCommitted() || last.isReplaced() || !isEmpty(own)) {
      return true;
    }
    Log.warn(
        "offstage: "
            + name
            + " did not get to the client: it is still in "
            + Layers.types(Layers.of(last.getResponse(), own))
            + " of a filter that has ended; "
            + remedy);
    LateAnswer.answerFailed((HttpServletResponse) own, name);
    return false;
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
}
