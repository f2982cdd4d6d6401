package dev.offstage.servlet.respond.status;

import dev.offstage.servlet.http.ByteRange;
import dev.offstage.servlet.http.CacheControl;
import dev.offstage.servlet.http.Conditions;
import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.http.HttpDate;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.reply.LateAnswer;
import dev.offstage.servlet.reply.WatchedResponse;
import dev.offstage.servlet.respond.kept.RecordedResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends a kept response to a client, as often as wanted: all of it, a range of it, or that the
 * client has it already (RFC 9110, sections 13 and 14). For one thread.
 */
public final class Replay {
  /**
   * Headers that may come from the application and from a filter in front of Offstage's as well.
   */
  private static final Set<String> LISTS =
      new HashSet<>(Arrays.asList("set-cookie", "vary", "link", "www-authenticate"));

  private final RecordedResponse kept;
  private final HttpServletRequest request;
  private final WatchedResponse response;
  private final Set<String> setInFront = new HashSet<>();

  public Replay(RecordedResponse kept, HttpServletRequest request, HttpServletResponse response) {
    this.kept = kept;
    this.request = request;
    this.response = WatchedResponse.around(response);
    for (String name : response.getHeaderNames()) {
      setInFront.add(name.toLowerCase(Locale.ROOT));
    }
  }

  public void send() throws IOException {
    answer(kept.status(), true);
  }

  /** Sends all of it with this status in place of its own, whatever the client has already. */
  void sendAs(int status) throws IOException {
    answer(status, false);
  }

  private void answer(int status, boolean conditionally) throws IOException {
    try {
      // The conditions of a change were for the application.
      if (conditionally && kept.status() == 200 && isRead()) {
        answerConditionally();
      } else {
        send(status, null);
      }
    } catch (KeptBody.UnreadableException e) {
      LateAnswer.failed(request, response, "a kept response", e);
    }
  }

  private boolean isRead() {
    return "GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod());
  }

  private void answerConditionally() throws IOException {
    long modified = HttpDate.millis(kept.headers().first("Last-Modified"));
    Conditions conditions = new Conditions(request, kept.entityTag(), modified);
    int status = conditions.status();
    if (status == 412) {
      new Problem(
              412, "Precondition Failed", "The result is not the one that the request asks for.")
          .write(response);
      return;
    }
    ByteRange range =
        status == 200 && "GET".equals(request.getMethod()) ? conditions.range(kept.size()) : null;
    if (range != null && range.isOutside()) {
      response.setHeader("Content-Range", "bytes */" + kept.size());
      new Problem(416, "Range Not Satisfiable", "The result has " + kept.size() + " bytes.")
          .write(response);
      return;
    }
    response.setHeader("ETag", kept.entityTag());
    setInFront.add("etag");
    response.setHeader("Accept-Ranges", "bytes");
    send(range == null ? status : 206, range);
  }

  private void send(int status, @Nullable ByteRange range) throws IOException {
    boolean withBody = kept.hasBody() && status != 304;
    boolean head = "HEAD".equals(request.getMethod());
    response.setStatus(status);
    addHeaders(withBody, withBody && !head && range == null);
    if (!withBody) {
      return;
    }
    long size = kept.size();
    if (range != null) {
      response.setHeader("Content-Range", "bytes " + range.first + "-" + range.last + "/" + size);
    }
    response.setContentLengthLong(range == null ? size : range.length());
    if (!head) {
      long from = range == null ? 0 : range.first;
      KeptBody.copy(kept, from, range == null ? size : range.length(), response);
    }
  }

  private void addHeaders(boolean withBody, boolean withCookies) {
    boolean cookies = withCookies && kept.takeCookies();
    List<String> caching = new ArrayList<>();
    for (Headers.Field header : kept.headers().fields()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (name.equals("cache-control")) {
        caching.add(header.value());
      } else if (name.equals("content-type")) {
        if (withBody) {
          response.setContentType(header.value());
        }
      } else if (!name.equals("set-cookie") || cookies) {
        add(name, header);
      }
    }
    response.setHeader("Cache-Control", CacheControl.privately(caching));
  }

  /** What a filter in front has set for this request is newer than what it set for the work. */
  private void add(String name, Headers.Field header) {
    boolean there = setInFront.contains(name);
    if (!there || (LISTS.contains(name) && !response.getHeaders(name).contains(header.value()))) {
      response.addHeader(header.name(), header.value());
    }
  }
}
