package dev.offstage.servlet.respond.status;

import dev.offstage.servlet.http.ProblemFormat;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.rule.StyleName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Offstage's own protocol, of nothing but HTTP: 202 while it goes on, a 303 to the result, and JSON
 * with each of them.
 */
final class OwnStyle implements Style {
  @Override
  public StyleName name() {
    return StyleName.OWN;
  }

  @Override
  public String headers() {
    return "";
  }

  @Override
  public ProblemFormat problems() {
    return ProblemFormat.RFC_9457;
  }

  @Override
  public void accepted(
      PublishedTask published,
      String url,
      int position,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    response.setHeader("Location", url);
    TaskJson.of(published, url, position).write(request, response);
  }

  @Override
  public void status(
      PublishedTask published, String url, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!published.isDone()) {
      StatusHeaders.notDone(response);
      response.setHeader("Location", url);
    } else if (published.hasResult() && !published.isCancelled()) {
      StatusHeaders.seeOther(response, url + "/result");
    }
    StatusHeaders.expires(response, published);
    TaskJson.of(published, url).write(request, response);
  }

  @Override
  public boolean forgetsCancelled() {
    return false;
  }

  @Override
  public int deleted(boolean stillRuns) {
    return stillRuns ? 202 : 204;
  }
}
