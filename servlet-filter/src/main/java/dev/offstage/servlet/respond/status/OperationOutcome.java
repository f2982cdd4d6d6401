package dev.offstage.servlet.respond.status;

import dev.offstage.servlet.http.Json;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.ProblemFormat;

/**
 * An error as FHIR has it, with the code of its value set {@code issue-type} that comes nearest.
 */
final class OperationOutcome implements ProblemFormat {
  @Override
  public String contentType() {
    return "application/fhir+json";
  }

  @Override
  public Json body(Problem problem) {
    Json issue =
        new Json()
            .text("severity", "error")
            .text("code", code(problem))
            .object("details", new Json().text("text", problem.code()))
            .text("diagnostics", problem.text());
    return new Json().text("resourceType", "OperationOutcome").list("issue", issue);
  }

  private static String code(Problem problem) {
    switch (problem.status()) {
      case 400:
        return "invalid";
      case 403:
        return "forbidden";
      case 404:
        return "not-found";
      case 408:
        return "timeout";
      case 409:
        return "conflict";
      case 410:
        return "deleted";
      case 413:
        return "too-long";
      case 422:
        return "duplicate";
      case 429:
        return "throttled";
      case 503:
        // Clients ask again about what is transient, and a lost task does not come back.
        return problem.code().equals("lost") ? "exception" : "transient";
      default:
        return "exception";
    }
  }
}
