package dev.offstage.servlet.respond.status;

import dev.offstage.servlet.http.Accept;
import dev.offstage.servlet.http.Json;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.ProblemFormat;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.RecordedResponse;
import dev.offstage.servlet.respond.rule.StyleName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous requests of OData (4.01 part 1, section 11.6): the status monitor answers 202 while
 * it goes on, and at the end 200 with the response. That is enclosed in it as {@code
 * application/http}, or takes its place and leaves its status to {@code AsyncResult}.
 */
final class ODataStyle implements Style {
  private final ProblemFormat problems = new ErrorFormat();

  @Override
  public StyleName name() {
    return StyleName.ODATA;
  }

  @Override
  public String headers() {
    return "AsyncResult";
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
      HttpServletResponse response)
      throws IOException {
    response.setHeader("Location", Styles.monitor(this, url, request));
    TaskJson.of(published, url, position).write(request, response);
  }

  @Override
  public void status(
      PublishedTask published, String url, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!published.isDone()) {
      StatusHeaders.notDone(response);
      accepted(published, url, published.position(), request, response);
      return;
    }
    response.addHeader("Vary", "OData-MaxVersion");
    RecordedResponse kept = published.response();
    if (kept != null) {
      send(kept, request, response);
    } else {
      send(inPlace(published), request, response);
    }
  }

  /** Who has cancelled it by DELETE does not get here. */
  private static Problem inPlace(PublishedTask published) {
    Problem problem = published.problem();
    if (problem != null) {
      return problem;
    }
    return published.isCancelled() ? Unavailable.CANCELLED.problem() : Problem.failed();
  }

  private static void send(
      RecordedResponse kept, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String version = kept.headers().first("OData-Version");
    response.setHeader("AsyncResult", String.valueOf(kept.status()));
    if (!isEnclosed(request, version)) {
      new Replay(kept, request, response).sendAs(200);
      return;
    }
    if (version != null) {
      response.setHeader("OData-Version", version);
    }
    if ("GET".equals(request.getMethod()) && kept.takeCookies()) {
      kept.headers().all("Set-Cookie").forEach(it -> response.addHeader("Set-Cookie", it));
    }
    EnclosedResponse.of(kept).send(request, response);
  }

  private void send(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("AsyncResult", String.valueOf(problem.status()));
    Json body = problems.body(problem);
    if (isEnclosed(request, null)) {
      EnclosedResponse.of(problem.status(), problems.contentType(), body.toString())
          .send(request, response);
    } else {
      body.write(request, response);
    }
  }

  /**
   * Whether the response is to be enclosed. Who has no {@code Accept} gets what his version has.
   *
   * @param version of the response; null if it does not say
   */
  private static boolean isEnclosed(HttpServletRequest request, @Nullable String version) {
    if (request.getHeader("Accept") != null) {
      return Accept.of(request).names("application/http");
    }
    String most = request.getHeader("OData-MaxVersion");
    return isOf40(most) || isOf40(version) || (most == null && version == null);
  }

  private static boolean isOf40(@Nullable String version) {
    return version != null && version.trim().equals("4.0");
  }

  @Override
  public boolean forgetsCancelled() {
    return true;
  }

  @Override
  public int deleted(boolean stillRuns) {
    return 204;
  }
}
