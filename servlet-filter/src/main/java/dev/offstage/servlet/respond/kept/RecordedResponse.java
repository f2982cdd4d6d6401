package dev.offstage.servlet.respond.kept;

import dev.offstage.internal.task.TaskIds;
import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import dev.offstage.servlet.respond.spool.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** The response that the webapp gave, kept for the client. Thread-safe. */
public final class RecordedResponse {
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
  private final Headers headers = new Headers();
  private final Spool body;
  private final String tag;
  private final AtomicBoolean cookiesSent = new AtomicBoolean();

  /**
   * Takes it.
   *
   * @param url of the request, against which relative references in the headers are resolved
   */
  public RecordedResponse(ReceivedResponse received, ResultUrl url, Spool body) {
    status = received.status();
    tag = '"' + TaskIds.next() + '"';
    this.body = body;
    for (Headers.Field header : received.headers().fields()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (name.equals("location") || name.equals("content-location")) {
        headers.add(header.name(), url.resolve(header.value()));
      } else if (!LEFT_OUT.contains(name)) {
        headers.add(header.name(), header.value());
      }
    }
  }

  /** One that a store has kept; its headers are as they were taken. */
  RecordedResponse(ResponseData data, Spool body) {
    status = data.status;
    tag = data.tag;
    this.body = body;
    data.headers().fields().forEach(field -> headers.add(field.name(), field.value()));
  }

  public int status() {
    return status;
  }

  public long size() {
    return body.size();
  }

  /** How much of the disk it takes. */
  long onDisk() {
    return body.onDisk();
  }

  public boolean hasBody() {
    return status != 204 && status != 205 && status != 304;
  }

  /**
   * Whether a browser shows it in place of the current page; it does not if it saves a file, or if
   * there is nothing.
   */
  public boolean isShown() {
    if (!hasBody()) {
      return false;
    }
    String disposition = headers.first("Content-Disposition");
    String type = headers.first("Content-Type");
    return (disposition == null || isInline(disposition))
        && (type == null || !SAVED.matcher(type.trim().toLowerCase(Locale.ROOT)).find());
  }

  private static boolean isInline(String disposition) {
    return disposition.trim().toLowerCase(Locale.ROOT).startsWith("inline");
  }

  public Headers headers() {
    return headers;
  }

  /** Tells this response apart from any other at its URL; the application's own if it has one. */
  public String entityTag() {
    String own = headers.first("ETag");
    return own == null ? tag : own;
  }

  String ownTag() {
    return tag;
  }

  /** True once: later, cookies would replace a newer session by an old one. */
  public boolean takeCookies() {
    return cookiesSent.compareAndSet(false, true);
  }

  public InputStream open() throws IOException {
    return body.open();
  }

  void free() {
    body.free();
  }
}
