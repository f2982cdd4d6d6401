package dev.offstage.servlet.respond.status;

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

/**
 * {@code waiting-page.html} with its placeholders filled in, for something that is over unless
 * {@link #waiting} is called. Not thread-safe.
 */
final class PageTemplate {
  private static final String TEMPLATE = template();
  private static final String POLICY =
      "default-src 'none'; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'self'; style-src "
          + hashOf("<style>", "</style>")
          + "; script-src "
          + hashOf("<script>", "</script>");

  private final Map<String, String> places = new LinkedHashMap<>();

  PageTemplate(String title) {
    for (String name : new String[] {"refresh", "result", "status-url", "value", "message"}) {
      places.put(name, "");
    }
    places.put("ended", "true");
    places.put("hidden", "hidden");
    text("title", title);
  }

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

  /** Fills in a text, whatever characters it has. */
  PageTemplate text(String name, String text) {
    places.put(name, escape(text));
    return this;
  }

  /**
   * It goes on: the page checks again and again.
   *
   * @param url the URL of the status
   * @param percent -1 if that is not known
   */
  PageTemplate waiting(String url, int percent) {
    places.put("refresh", "<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>");
    places.put("value", percent < 0 ? "" : "value=\"" + percent + "\"");
    places.put("ended", "false");
    places.put("hidden", "");
    return text("status-url", url);
  }

  /** The result is a file: the browser saves it and stays on the page. */
  PageTemplate saving(String url) {
    String link = escape(url);
    places.put("refresh", "<meta http-equiv=\"refresh\" content=\"0; url=" + link + "\">");
    places.put("result", "<p><a id=\"result\" href=\"" + link + "\">Save it again</a></p>");
    return this;
  }

  /** Answers with it; the status of the response is already set. */
  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String page = TEMPLATE;
    for (Map.Entry<String, String> place : places.entrySet()) {
      page = page.replace('{' + place.getKey() + '}', place.getValue());
    }
    byte[] body = page.getBytes(StandardCharsets.UTF_8);
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setContentLength(body.length);
    if (!"HEAD".equals(request.getMethod())) {
      response.getOutputStream().write(body);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        // Braces would be taken for the next placeholder in the template.
        .replace("{", "&#123;");
  }
}
