package dev.offstage.servlet.respond;

import dev.offstage.RespondSettings;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.BodyKind;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.RequestClient;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.respond.spool.Spool;
import dev.offstage.servlet.respond.spool.Spools;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body as raw bytes, whatever it is: a form is read as a form only when the request
 * returns. Bounded in size and time. For one thread.
 */
final class BodyReader {
  private final HttpServletRequest request;
  private final RespondSettings settings;
  private final Spools spools;
  private @Nullable Spool spool;
  private boolean readByOthers;

  BodyReader(HttpServletRequest request, RespondSettings settings, Spools spools) {
    this.request = request;
    this.settings = settings;
    this.spools = spools;
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
      return true;
    }
    long declared = request.getContentLengthLong();
    if (declared > settings.bodyLimit()) {
      tooLarge(response);
      return false;
    }
    Spool to = spools.open(RequestClient.of(request), settings.bodyLimit());
    spool = to;
    try {
      if (!readInTime(to)) {
        if (request.getProtocol().startsWith("HTTP/1")) {
          // The rest of the body is still to come on this connection.
          response.setHeader("Connection", "close");
        }
        new Problem(408, "Request Timeout", "The body of the request came too slowly.")
            .type("body-too-slow")
            .write(response);
        return false;
      }
      to.complete();
    } catch (Spool.TooLargeException e) {
      tooLarge(response);
      return false;
    } catch (Spool.ShareUsedUpException e) {
      Unavailable.YOUR_SHARE.problem().write(response);
      return false;
    } catch (Spool.NoRoomException e) {
      Log.warn("offstage: no room for the body of a request", e);
      Unavailable.NO_ROOM.problem().write(response);
      return false;
    }
    if (to.size() >= declared) {
      return true;
    }
    readByOthers = to.size() == 0 && kind != BodyKind.RAW;
    if (!readByOthers) {
      // Half a body must not be processed, though some servers report that as its end.
      new Problem(400, "Bad Request", "The body of the request broke off.")
          .type("body-incomplete")
          .write(response);
    }
    return false;
  }

  private void tooLarge(HttpServletResponse response) throws IOException {
    new Problem(
            413,
            "Content Too Large",
            "The body of the request may have at most " + settings.bodyLimit() + " bytes.")
        .type("body-too-large")
        .write(response);
  }

  private boolean readInTime(Spool to) throws IOException {
    long deadline = System.nanoTime() + settings.bodyTime().toNanos();
    InputStream in = request.getInputStream();
    byte[] buffer = new byte[16 * 1024];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      to.write(buffer, 0, n);
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
    }
    return true;
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
