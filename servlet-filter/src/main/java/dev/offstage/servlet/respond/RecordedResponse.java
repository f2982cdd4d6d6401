package dev.offstage.servlet.respond;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** The response that the webapp gave, kept for the client. Thread-safe. */
final class RecordedResponse {
  /** Of the connection, or for the server to set again. */
  private static final Set<String> LEFT_OUT =
      new HashSet<>(
          Arrays.asList(
              "connection",
              "keep-alive",
              "transfer-encoding",
              "trailer",
              "upgrade",
              "content-length",
              "date",
              "server"));

  /** Those of the usual types that no browser shows by itself. */
  private static final Pattern SAVED =
      Pattern.compile("^(application/(octet-stream|zip|gzip|x-|vnd\\.|ms|java-archive)|text/csv)");

  private final int status;
  private final List<String[]> headers = new ArrayList<>();
  private final Spool body;
  private final AtomicBoolean cookiesSent = new AtomicBoolean();

  /**
   * Takes it.
   *
   * @param url of the request, against which a relative Location is resolved
   * @param head names and values
   */
  RecordedResponse(int status, String url, List<String[]> head, Spool body) {
    this.status = status;
    this.body = body;
    for (String[] header : head) {
      String name = header[0].toLowerCase(Locale.ROOT);
      if (name.equals("location")) {
        headers.add(new String[] {header[0], absolute(url, header[1])});
      } else if (!LEFT_OUT.contains(name)) {
        headers.add(header);
      }
    }
  }

  private static String absolute(String url, String location) {
    try {
      return URI.create(url).resolve(location).toString();
    } catch (IllegalArgumentException e) {
      return location;
    }
  }

  int status() {
    return status;
  }

  long size() {
    return body.size();
  }

  boolean hasBody() {
    return status != 204 && status != 205 && status != 304;
  }

  /**
   * Whether a browser shows it in place of the current page; it does not if it saves a file, or if
   * there is nothing.
   */
  boolean isShown() {
    if (!hasBody()) {
      return false;
    }
    for (String[] header : headers) {
      String value = header[1].trim().toLowerCase(Locale.ROOT);
      if (header[0].equalsIgnoreCase("Content-Disposition") && !value.startsWith("inline")) {
        return false;
      }
      if (header[0].equalsIgnoreCase("Content-Type") && SAVED.matcher(value).find()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Answers with it, as often as wanted. Cookies are set the first time only: later they would
   * replace a newer session by an old one.
   */
  void replay(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setStatus(status);
    boolean withCookies = cookiesSent.compareAndSet(false, true);
    boolean cacheSaid = false;
    for (String[] header : headers) {
      if (header[0].equalsIgnoreCase("Content-Type")) {
        response.setContentType(header[1]);
      } else if (withCookies || !header[0].equalsIgnoreCase("Set-Cookie")) {
        response.addHeader(header[0], header[1]);
      }
      cacheSaid |= header[0].equalsIgnoreCase("Cache-Control");
    }
    if (!cacheSaid) {
      response.setHeader("Cache-Control", "private, no-store");
    }
    if (status == 204 || status == 304) {
      return;
    }
    response.setContentLengthLong(body.size());
    if (!"HEAD".equals(request.getMethod())) {
      copy(response.getOutputStream());
    }
  }

  private void copy(OutputStream out) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    try (InputStream in = body.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    }
  }

  void free() {
    body.free();
  }
}
