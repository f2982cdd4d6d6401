package dev.offstage.servlet.respond.kept;

import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.respond.returning.LoginEndedException;
import dev.offstage.servlet.respond.spool.Spool;
import org.jspecify.annotations.Nullable;

/** What a client is told of why a task has failed. */
final class FailedTask {
  private static final int MOST_CHARACTERS = 1000;

  private FailedTask() {}

  /**
   * Describes it.
   *
   * @param reasons whether the message of the work may be shown
   */
  static Problem problem(@Nullable Throwable error, boolean reasons) {
    Problem problem = problem(error);
    String reason = reasons && error != null ? error.getMessage() : null;
    return reason == null || reason.isEmpty() ? problem : problem.reason(shortened(reason));
  }

  private static Problem problem(@Nullable Throwable error) {
    if (error instanceof LoginEndedException) {
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

  private static String shortened(String reason) {
    return reason.length() <= MOST_CHARACTERS ? reason : reason.substring(0, MOST_CHARACTERS);
  }
}
