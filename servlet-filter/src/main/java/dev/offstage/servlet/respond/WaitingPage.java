package dev.offstage.servlet.respond;

import dev.offstage.Progress;
import dev.offstage.Task;
import dev.offstage.internal.Log;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a browser shows while a task waits or runs: how far it is, and a button to cancel it. Works
 * without scripts, by loading again; with them by the event stream. A webapp may have a page of its
 * own in its place, which finds the task in the request attribute {@code offstageTask}.
 */
final class WaitingPage {
  private static final String ATTRIBUTE = "offstageTask";
  private static final String TEMPLATE = template();
  private static final String POLICY =
      "default-src 'none'; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'self'; style-src "
          + hashOf("<style>", "</style>")
          + "; script-src "
          + hashOf("<script>", "</script>");

  private WaitingPage() {}

  private static String template() {
    try (InputStream in = WaitingPage.class.getResourceAsStream("waiting-page.html")) {
      ByteArrayOutputStream page = new ByteArrayOutputStream();
      byte[] buffer = new byte[8 * 1024];
      for (int n = in == null ? -1 : in.read(buffer); n >= 0; n = in.read(buffer)) {
        page.write(buffer, 0, n);
      }
      return page.toString(StandardCharsets.UTF_8.name());
    } catch (IOException e) {
      throw new IllegalStateException("the waiting page is not in the jar", e);
    }
  }

  private static String hashOf(String start, String end) {
    int from = TEMPLATE.indexOf(start) + start.length();
    byte[] text = TEMPLATE.substring(from, TEMPLATE.indexOf(end)).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      // Every JVM has it.
      throw new IllegalStateException(e);
    }
  }

  /** Whether a person looks at the answer. */
  static boolean isWanted(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }

  /** Writes the page for the state that the task is in; the status of the response is set. */
  static void write(
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
    send(request, response, page(published, url));
  }

  /** In the place of what this client cannot have; sets the status of the response, too. */
  static void writeMissing(
      HttpServletRequest request, HttpServletResponse response, int status, String why)
      throws IOException {
    response.setStatus(status);
    send(request, response, page("Not available", true, -1, why, "", "", "", ""));
  }

  private static void send(HttpServletRequest request, HttpServletResponse response, String page)
      throws IOException {
    byte[] body = page.getBytes(StandardCharsets.UTF_8);
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setContentLength(body.length);
    if (!"HEAD".equals(request.getMethod())) {
      response.getOutputStream().write(body);
    }
  }

  private static Map<String, Object> attributes(PublishedTask published, String url) {
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("id", published.id());
    task.put("state", published.task.state().name());
    task.put("url", url);
    task.put("cancelUrl", url + "/cancel");
    task.put("position", published.task.position());
    Progress progress = published.task.progress();
    task.put("percent", progress == null ? -1 : progress.percent());
    task.put("message", message(progress));
    return task;
  }

  private static String message(@Nullable Progress progress) {
    String message = progress == null ? null : progress.message();
    return message == null ? "" : message;
  }

  private static String page(PublishedTask published, String url) {
    Progress progress = published.task.progress();
    boolean ended = published.task.isDone();
    String result = "";
    String refresh = "<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>";
    if (ended) {
      RecordedResponse response = published.response();
      boolean saved = response != null && response.hasBody();
      String link = escape(StatusResource.publicResult(published));
      result = saved ? "<p><a id=\"result\" href=\"" + link + "\">Save it again</a></p>" : "";
      refresh = saved ? "<meta http-equiv=\"refresh\" content=\"0; url=" + link + "\">" : "";
    }
    return page(
        title(published.task.state()),
        ended,
        progress == null ? -1 : progress.percent(),
        state(published),
        ended ? "" : message(progress),
        url,
        result,
        refresh);
  }

  private static String page(
      String title,
      boolean ended,
      int percent,
      String state,
      String message,
      String url,
      String result,
      String refresh) {
    return TEMPLATE
        .replace("{refresh}", refresh)
        .replace("{result}", result)
        .replace("{title}", title)
        .replace("{status-url}", escape(url))
        .replace("{ended}", String.valueOf(ended))
        .replace("{hidden}", ended ? "hidden" : "")
        .replace("{value}", percent < 0 ? "" : "value=\"" + percent + "\"")
        .replace("{state}", escape(state))
        .replace("{message}", escape(message));
  }

  private static String title(Task.State state) {
    switch (state) {
      case CANCELLED:
        return "Your request was cancelled";
      case FAILED:
        return "Your request has failed";
      case SUCCEEDED:
        return "Your request is done";
      default:
        return "Your request is being worked on";
    }
  }

  private static String state(PublishedTask published) {
    int position = published.task.position();
    RecordedResponse response = published.response();
    switch (published.task.state()) {
      case QUEUED:
        return position > 0 ? "Waiting, number " + position + " in the queue" : "Waiting";
      case RUNNING:
        return "In progress";
      case CANCELLED:
        return published.task.started() == null
            ? "Nothing of it was done."
            : "A part of it may have been done.";
      case FAILED:
        return response == null ? "There is no answer. Please try again later." : "";
      default:
        return response != null && response.hasBody() ? "You get the result as a file." : "";
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        // Braces would be taken for the next place in the template.
        .replace("{", "&#123;");
  }
}
