package dev.offstage.servlet.respond.kept;

import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.respond.returning.LoginEndedException;
import dev.offstage.servlet.respond.spool.Spool;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client is told of why a task has failed. */
final class FailedTask {
  private static final int MOST_CHARACTERS = 1000;
  private static final Pattern TRACE = Pattern.compile("\\R\\s+at [\\w.$/<>@-]+\\(");

  private FailedTask() {}

  /**
   * Describes it.
   *
   * @param reasons whether the message of the work may be shown
   */
  static Problem problem(@Nullable Throwable error, boolean reasons) {
    Problem problem = problem(error);
    String reason = reasons && error != null ? withoutTrace(error.getMessage()) : null;
    return reason == null || reason.isEmpty() ? problem : problem.reason(shortened(reason));
  }

  private static Problem problem(@Nullable Throwable error) {
    if (isLoginEnded(error)) {
      return new Problem(
              403,
              "Forbidden",
              "The login or session of this request had ended before its turn came. Nothing was"
                  + " done.")
          .type("login-ended");
    }
    if (error instanceof Spool.ShareUsedUpException) {
      return new Problem(
              500,
              "Internal Server Error",
              "The response does not fit into what is left of your share of the space for"
                  + " results.")
          .type("your-share");
    }
    return Problem.failed();
  }

  /** Of one that has failed elsewhere, the message is the trace, which is not for clients. */
  private static @Nullable String withoutTrace(@Nullable String message) {
    if (message == null || !TRACE.matcher(message).find()) {
      return message;
    }
    String first = message.split("\\R", 2)[0];
    int colon = first.indexOf(": ");
    return colon < 0 ? null : first.substring(colon + 2);
  }

  /** Of one that has failed elsewhere, only the text of its failure is known. */
  private static boolean isLoginEnded(@Nullable Throwable error) {
    return error instanceof LoginEndedException
        || (error != null
            && String.valueOf(error.getMessage()).startsWith(LoginEndedException.class.getName()));
  }

  private static String shortened(String reason) {
    return reason.length() <= MOST_CHARACTERS ? reason : reason.substring(0, MOST_CHARACTERS);
  }
}
