package dev.offstage.servlet.respond.page;

import dev.offstage.Progress;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.Accept;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.WayBack;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a browser shows while a task waits or runs: how far along it is, and a button to cancel it.
 * Without scripts it reloads itself; with them it follows the event stream. A webapp may have a
 * page of its own in its place, which finds the task in the request attribute {@code offstageTask}.
 * One for a webapp. Thread-safe.
 */
public final class WaitingPage {
  private static final String ATTRIBUTE = "offstageTask";

  private final Languages languages = new Languages();

  /** Whether a person will look at the answer. */
  public static boolean isWanted(HttpServletRequest request) {
    return Accept.of(request).wantsPage();
  }

  /**
   * Writes the page for the state that the task is in; the status of the response is already set.
   *
   * @param url of the task's status
   */
  public void write(
      HttpServletRequest request, HttpServletResponse response, PublishedTask published, String url)
      throws IOException, ServletException {
    String own = published.rule == null ? null : published.rule.ownPage;
    if (own != null) {
      RequestDispatcher page = request.getRequestDispatcher(own);
      if (page != null) {
        request.setAttribute(ATTRIBUTE, attributes(published, url));
        page.forward(request, response);
        return;
      }
      Log.warn("offstage: the webapp has no page " + own + ", which a rule names");
    }
    new TaskPage(languages.of(request), published).page(url).send(request, response);
  }

  /** In place of what this client cannot have; sets the status of the response, too. */
  public void writeRefusal(
      HttpServletRequest request, HttpServletResponse response, Problem problem, WayBack wayBack)
      throws IOException {
    response.setStatus(problem.status());
    Wording wording = languages.of(request);
    PageTemplate page = new PageTemplate(wording.tag());
    page.text("title", wording.text("title.unavailable"));
    page.text("state", wording.text("unavailable." + problem.code(), problem.text()));
    new WaysOn(wording, wayBack).addTo(page, true);
    page.text("ended", "true")
        .text("hidden", "hidden")
        .text("timeless", "hidden")
        .send(request, response);
  }

  private static Map<String, Object> attributes(PublishedTask published, String url) {
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("id", published.id());
    task.put("state", published.status().name());
    task.put("url", url);
    task.put("cancelUrl", url + "/cancel");
    task.put("position", published.position());
    Progress progress = published.progress();
    task.put("percent", TaskPage.percent(progress));
    task.put("message", TaskPage.message(progress));
    task.put("seconds", TaskPage.elapsed(published));
    task.put("reason", TaskPage.reason(published));
    task.put("backUrl", text(published.wayBack.from()));
    task.put("againUrl", text(published.wayBack.again()));
    return task;
  }

  private static String text(@Nullable String url) {
    return url == null ? "" : url;
  }
}
