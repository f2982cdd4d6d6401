package dev.offstage.servlet.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Why a request is refused for now, with 503 or 429, and when it is worth another try. */
public enum Unavailable {
  FULL("queue-full", "All workers are busy; try again soon.", 5),
  STOPPING("stopping", "The application is stopping; try again soon.", 5),
  LOST("lost", "The application is stopping and has not done this; send it again.", 5),
  STARTING("starting", "The server is still starting; try again.", 1),
  TOO_MANY_TASKS("too-many-tasks", "Too many tasks are kept; try again later.", 60),
  YOUR_SHARE(
      429,
      "your-share",
      "You have as much here as one client may; try again when some of it is done.",
      10),
  NO_ROOM("no-room", "There is no room for the request now; try again later.", 60),
  NOT_STORED("not-stored", "The request cannot be kept safe now; try again soon.", 5),
  NO_STORE("no-store", "What is known of the task cannot be looked up now; try again soon.", 5),
  TOO_SLOW("too-slow", "The work is taking too long; try again.", 5),
  CANCELLED("cancelled", "The work was cancelled; try again soon.", 5);

  private final int status;
  private final String type;
  private final String detail;
  private final int retryAfterSeconds;

  Unavailable(String type, String detail, int retryAfterSeconds) {
    this(503, type, detail, retryAfterSeconds);
  }

  Unavailable(int status, String type, String detail, int retryAfterSeconds) {
    this.status = status;
    this.type = type;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public int status() {
    return status;
  }

  /** For people. */
  public String detail() {
    return detail;
  }

  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  public Problem problem() {
    String title = status == 429 ? "Too Many Requests" : "Service Unavailable";
    return new Problem(status, title, detail).type(type).retryAfter(retryAfterSeconds);
  }

  /** Answers with it in place of what the application has set so far. */
  public void inPlaceOfAll(HttpServletResponse response) throws IOException {
    problem().inPlaceOfAll(response);
  }
}
