package dev.offstage.servlet.respond.page;

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

/** {@code waiting-page.html} with its placeholders filled in. Not thread-safe. */
final class PageTemplate {
  private static final String TEMPLATE = template();

  /** Style and script of the template are the same on every page, so their hashes let them in. */
  private static final String POLICY =
      "default-src 'none'; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'self'; style-src "
          + hashOf("<style>", "</style>")
          + "; script-src "
          + hashOf("<script>", "</script>");

  private final String language;
  private final Map<String, String> places = new LinkedHashMap<>();

  PageTemplate(String language) {
    this.language = language;
    text("language", language);
  }

  private static String template() {
    String file = WordingFile.FOLDER + "waiting-page.html";
    try (InputStream in = PageTemplate.class.getResourceAsStream(file)) {
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
    return html(name, escape(text));
  }

  /** Fills in what may have tags. */
  PageTemplate html(String name, String html) {
    places.put(name, html);
    return this;
  }

  /** Answers with it; the status of the response is already set. */
  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    StringBuilder page = new StringBuilder(TEMPLATE.length() + 2048);
    int end = 0;
    for (int at = TEMPLATE.indexOf("{{"); at >= 0; at = TEMPLATE.indexOf("{{", end)) {
      page.append(TEMPLATE, end, at);
      end = TEMPLATE.indexOf("}}", at) + 2;
      page.append(places.getOrDefault(TEMPLATE.substring(at + 2, end - 2), ""));
    }
    page.append(TEMPLATE, end, TEMPLATE.length());
    byte[] body = page.toString().getBytes(StandardCharsets.UTF_8);
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Content-Language", language);
    response.addHeader("Vary", "Accept-Language");
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setContentLength(body.length);
    if (!"HEAD".equals(request.getMethod())) {
      response.getOutputStream().write(body);
    }
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
