package dev.offstage.servlet.reply;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.Problem;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * An answer that is written after the request's own thread has gone: nobody else sees what it
 * throws. The client gets a whole answer, a 500, or one that is broken off, and the log has one
 * line.
 */
public final class LateAnswer {
  private final HttpServletRequest request;
  private final Supplier<String> name;
  private final Content content;

  /** Writes it. */
  @FunctionalInterface
  public interface Content {
    void write(HttpServletResponse response) throws Exception;
  }

  /**
   * Makes it.
   *
   * @param name says what it is for, as in "the reply to NAME", for the log
   */
  public LateAnswer(HttpServletRequest request, Supplier<String> name, Content content) {
    this.request = request;
    this.name = name;
    this.content = content;
  }

  String name() {
    return "the reply to " + name.get();
  }

  /** Writes it, or what takes its place; throws nothing. */
  WatchedResponse writeTo(HttpServletResponse response) {
    WatchedResponse watched = new WatchedResponse(response);
    try {
      content.write(watched);
    } catch (Throwable e) {
      // Every Throwable: an Error, too, must not look like an empty result.
      failed(request, watched, name(), e);
    }
    watched.isWritten();
    return watched;
  }

  /** Answers with an error if a filter has kept all of it. */
  void check(WatchedResponse written) {
    // Servlets let HEAD write into a wrapper that takes no bytes.
    if (!"HEAD".equals(request.getMethod())) {
      Written.check(written, name(), "map it to ASYNC dispatches, or answer first");
    }
  }

  /** Writes it with nobody between it and what is now around the response. */
  public void writeAtOnce(HttpServletResponse response) {
    WatchedResponse watched = writeTo(response);
    if (response instanceof HttpServletResponseWrapper) {
      check(watched);
    }
  }

  /** Says in the log that an answer could not be written, and lets the client see it. */
  public static void failed(
      ServletRequest request, WatchedResponse response, String name, Throwable e) {
    if (response.isClientGone(e)) {
      Log.info("offstage: the client did not get " + name + ": " + e);
    } else if (response.isCommitted()) {
      Log.warn(
          "offstage: "
              + name
              + (BreakOff.response(request, e)
                  ? " broke off after its first bytes"
                  : " ended early; this server gives no way to let the client see that"),
          e);
    } else {
      Log.warn("offstage: " + name + " could not be written", e);
      answerFailed(response, name);
    }
  }

  static void answerFailed(HttpServletResponse response, String name) {
    try {
      Problem.failed().inPlaceOfAll(response);
    } catch (IOException | RuntimeException e) {
      Log.info("offstage: the client did not get " + name + ": " + e);
    }
  }
}
