package dev.offstage.servlet.respond.kickoff;

import dev.offstage.RespondSettings;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.BodyKind;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.ProblemFormat;
import dev.offstage.servlet.http.RequestClient;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.respond.spool.Spool;
import dev.offstage.servlet.respond.spool.Spools;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body as raw bytes, whatever it is: a form is read as a form only when the request
 * returns. Bounded in size and time. For one thread.
 */
final class BodyReader {
  private static final int TIMED_OUT = -2;

  private final HttpServletRequest request;
  private final RespondSettings settings;
  private final long limit;
  private final Spools spools;
  private final ProblemFormat problems;
  private @Nullable Spool spool;
  private boolean readByOthers;

  /**
   * Reads that of one request.
   *
   * @param most how large it may be in any case
   */
  BodyReader(
      HttpServletRequest request,
      RespondSettings settings,
      long most,
      Spools spools,
      ProblemFormat problems) {
    this.request = request;
    this.settings = settings;
    this.limit = Math.min(settings.bodyLimit(), most);
    this.spools = spools;
    this.problems = problems;
  }

  /**
   * Reads it.
   *
   * @return false if it has not arrived as a whole; the client has been told why, unless {@link
   *     #isReadByOthers()}
   */
  boolean read(HttpServletResponse response) throws IOException {
    BodyKind kind = BodyKind.of(request);
    if (kind == BodyKind.NONE) {
      readByOthers = hasFormWithoutBody();
      return !readByOthers;
    }
    long declared = request.getContentLengthLong();
    if (declared > limit) {
      tooLarge(response);
      return false;
    }
    Spool to = spools.open(RequestClient.of(request), limit);
    spool = to;
    try {
      if (!readInTime(to)) {
        tooSlow(response);
        return false;
      }
      to.complete();
    } catch (Spool.TooLargeException e) {
      tooLarge(response);
      return false;
    } catch (Spool.ShareUsedUpException e) {
      Unavailable.YOUR_SHARE.problem().as(problems).write(response);
      return false;
    } catch (Spool.NoRoomException e) {
      Log.warn("offstage: no room for the body of a request", e);
      Unavailable.NO_ROOM.problem().as(problems).write(response);
      return false;
    }
    if (to.size() >= declared) {
      readByOthers = to.size() == 0 && hasFormWithoutBody();
      return !readByOthers;
    }
    readByOthers = to.size() == 0 && kind != BodyKind.RAW;
    if (!readByOthers) {
      // Half a body must not be processed, though some servers report that as its end. Undertow
      // does when its timeout has ended the connection, and then nobody can be told.
      new Problem(400, "Bad Request", "The body of the request broke off.")
          .type("body-incomplete")
          .as(problems)
          .writeIfOpen(response);
    }
    return false;
  }

  /**
   * Jetty and Open Liberty keep a form over the login that it has needed, and give it back as
   * parameters without a body.
   */
  private boolean hasFormWithoutBody() {
    if (!"POST".equals(request.getMethod())) {
      return false;
    }
    int values = 0;
    for (String[] each : request.getParameterMap().values()) {
      values += each.length;
    }
    String query = request.getQueryString();
    return values > (query == null ? 0 : query.split("&").length);
  }

  private void tooSlow(HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      // Tomcat answers a read that has timed out itself, with the stack trace if it finds one.
      request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
      return;
    }
    if (request.getProtocol().startsWith("HTTP/1")) {
      // The rest of the body is still to come on this connection.
      response.setHeader("Connection", "close");
    }
    new Problem(408, "Request Timeout", "The body of the request came too slowly.")
        .type("body-too-slow")
        .as(problems)
        .write(response);
  }

  private void tooLarge(HttpServletResponse response) throws IOException {
    new Problem(
            413,
            "Content Too Large",
            "The body of the request may have at most " + limit + " bytes.")
        .type("body-too-large")
        .as(problems)
        .write(response);
  }

  /**
   * The time is looked at between two reads. One that blocks nobody can end but the server, with
   * its own timeout, which counts as ours.
   */
  private boolean readInTime(Spool to) throws IOException {
    long deadline = System.nanoTime() + settings.bodyTime().toNanos();
    InputStream in = request.getInputStream();
    byte[] buffer = new byte[16 * 1024];
    int n = read(in, buffer);
    for (; n >= 0; n = read(in, buffer)) {
      to.write(buffer, 0, n);
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
    }
    return n != TIMED_OUT;
  }

  /** As {@link InputStream#read(byte[])}; {@link #TIMED_OUT} if nothing has come for too long. */
  private static int read(InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      if (isTimeout(e)) {
        return TIMED_OUT;
      }
      throw e;
    } catch (RuntimeException e) {
      // Of Undertow, whose timeout takes the buffer away under the read.
      throw new IOException("the server cannot read the body", e);
    }
  }

  private static boolean isTimeout(Throwable thrown) {
    int depth = 0;
    for (Throwable t = thrown; t != null && depth < 20; t = t.getCause(), depth++) {
      if (t instanceof InterruptedIOException || t instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  /** Something in front has made the server read the form; nothing of it is lost. */
  boolean isReadByOthers() {
    return readByOthers;
  }

  /** Null when the request has none. */
  @Nullable Spool spool() {
    return spool;
  }

  /** A task has it now, and frees it at its end. */
  void handedOver() {
    spool = null;
  }

  /** Must be called in any case. */
  void free() {
    if (spool != null) {
      spool.free();
    }
  }
}
