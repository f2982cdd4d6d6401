package dev.offstage.servlet.respond;

import dev.offstage.internal.task.TaskIds;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
              // Of what is kept, any part can be had.
              "accept-ranges",
              "content-range",
              "date",
              "server"));

  /** Those of the usual types that no browser shows by itself. */
  private static final Pattern SAVED =
      Pattern.compile("^(application/(octet-stream|zip|gzip|x-|vnd\\.|ms|java-archive)|text/csv)");

  private final int status;
  private final List<String[]> headers = new ArrayList<>();
  private final Spool body;
  private final String tag = '"' + TaskIds.next() + '"';
  private final AtomicBoolean cookiesSent = new AtomicBoolean();

  /**
   * Takes it.
   *
   * @param url of the request, against which relative references in the headers are resolved
   * @param head names and values
   */
  RecordedResponse(int status, ResultUrl url, List<String[]> head, Spool body) {
    this.status = status;
    this.body = body;
    for (String[] header : head) {
      String name = header[0].toLowerCase(Locale.ROOT);
      if (name.equals("location") || name.equals("content-location")) {
        headers.add(new String[] {header[0], url.resolve(header[1])});
      } else if (!LEFT_OUT.contains(name)) {
        headers.add(header);
      }
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

  /** Its headers: names and values. */
  List<String[]> headers() {
    return headers;
  }

  /** The first value of a header; null if there is none. */
  @Nullable String header(String name) {
    for (String[] header : headers) {
      if (header[0].equalsIgnoreCase(name)) {
        return header[1];
      }
    }
    return null;
  }

  /** Tells this response apart from any other at its URL; the application's own if it has one. */
  String entityTag() {
    String own = header("ETag");
    return own == null ? tag : own;
  }

  /** True once: later, cookies would replace a newer session by an old one. */
  boolean takeCookies() {
    return cookiesSent.compareAndSet(false, true);
  }

  InputStream open() throws IOException {
    return body.open();
  }

  void free() {
    body.free();
  }
}
