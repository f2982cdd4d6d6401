package dev.offstage.servlet.respond.status;

import dev.offstage.servlet.http.Json;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.ProblemFormat;

/** An error as OData has it (JSON Format 4.01, section 21.1), and Azure took it over. */
final class ErrorFormat implements ProblemFormat {
  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public Json body(Problem problem) {
    return new Json().object("error", error(problem));
  }

  static Json error(Problem problem) {
    return new Json().text("code", problem.code()).text("message", problem.text());
  }
}
