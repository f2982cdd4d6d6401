package dev.offstage.servlet.respond.status;

import dev.offstage.Progress;
import dev.offstage.Task;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.ProblemFormat;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.RecordedResponse;
import dev.offstage.servlet.respond.rule.StyleName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous request pattern of FHIR (R4, section 3.1.6; R5, bulk data): {@code
 * Content-Location} leads to the status, which is 202 with {@code X-Progress} while it goes on, and
 * at the end the response itself.
 */
final class FhirStyle implements Style {
  /** The specification has fewer than 100. */
  private static final int MOST_CHARACTERS = 99;

  private final ProblemFormat problems = new OperationOutcome();

  @Override
  public StyleName name() {
    return StyleName.FHIR;
  }

  @Override
  public String headers() {
    return "Content-Location, X-Progress";
  }

  @Override
  public ProblemFormat problems() {
    return problems;
  }

  @Override
  public void accepted(
      PublishedTask published,
      String url,
      int position,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.setHeader("Content-Location", Styles.monitor(this, url, request));
    response.setContentLength(0);
  }

  @Override
  public void status(
      PublishedTask published, String url, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!published.isDone()) {
      StatusHeaders.notDone(response);
      response.setHeader("X-Progress", progress(published));
      response.setContentLength(0);
      return;
    }
    StatusHeaders.expires(response, published);
    RecordedResponse kept = published.response();
    if (kept != null) {
      new Replay(kept, request, response).send();
    } else {
      inPlace(published).as(problems).write(response);
    }
  }

  /** Who has cancelled it by DELETE does not get here. */
  private static Problem inPlace(PublishedTask published) {
    Problem problem = published.problem();
    if (problem != null) {
      return problem;
    }
    return published.isCancelled()
        ? new Problem(409, "Conflict", "The task was cancelled.").type("cancelled")
        : Problem.failed();
  }

  private static String progress(PublishedTask published) {
    if (published.status() == Task.Status.QUEUED) {
      int position = published.position();
      return position > 0 ? "waiting, number " + position + " in the queue" : "waiting";
    }
    Progress progress = published.progress();
    String text = progress == null ? "" : percent(progress) + inAscii(progress.message());
    text = text.trim();
    if (text.isEmpty()) {
      return "in progress";
    }
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
  }

  private static String percent(Progress progress) {
    return progress.percent() < 0 ? "" : progress.percent() + "% ";
  }

  /** Nothing that ends a header, or that clients read in different ways. */
  private static String inAscii(@Nullable String message) {
    return message == null ? "" : message.replaceAll("[^ -~]", "?");
  }

  @Override
  public boolean forgetsCancelled() {
    return true;
  }

  @Override
  public int deleted(boolean stillRuns) {
    return 202;
  }
}
