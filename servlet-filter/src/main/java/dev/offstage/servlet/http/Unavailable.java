package dev.offstage.servlet.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Why a request is answered with 503, and when it is worth another try. */
public enum Unavailable {
  FULL("queue-full", "All workers are busy; try again soon.", 5),
  STOPPING("stopping", "The application is stopping; try again soon.", 5),
  STARTING("starting", "The server is still starting; try again.", 1),
  TOO_MANY_TASKS("too-many-tasks", "Too many tasks are kept; try again later.", 60),
  NO_ROOM("no-room", "There is no room for the request now; try again later.", 60),
  TOO_SLOW("too-slow", "The work is taking too long; try again.", 5),
  CANCELLED("cancelled", "The work was cancelled; try again soon.", 5);

  private final String type;
  private final String detail;
  private final int retryAfterSeconds;

  Unavailable(String type, String detail, int retryAfterSeconds) {
    this.type = type;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** For people. */
  public String detail() {
    return detail;
  }

  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  public Problem problem() {
    return new Problem(503, "Service Unavailable", detail).type(type).retryAfter(retryAfterSeconds);
  }

  /** Answers with it in place of what the application has set so far. */
  public void inPlaceOfAll(HttpServletResponse response) throws IOException {
    problem().inPlaceOfAll(response);
  }
}
