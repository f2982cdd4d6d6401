package dev.offstage.servlet.respond.status;

import dev.offstage.servlet.http.ProblemFormat;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.rule.StyleName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * How a task is shown to clients that follow it by the protocol of their world. The answers are
 * those of one request each; what all protocols have in common is done by those who call it: who
 * may see the task, how long a request waits, {@code no-store}, the waiting page, the end of a task
 * by DELETE. Immutable.
 */
public interface Style {
  /** As rules name it. */
  StyleName name();

  /** The response headers that it has and others have not, for scripts of other origins. */
  String headers();

  /** Errors that are not the webapp's. */
  ProblemFormat problems();

  /**
   * Says in a 202 where the task is to be asked for.
   *
   * @param url the path of its status by Offstage's own protocol
   * @param position its place in the queue, from 1 up; 0 if that is not known
   */
  void accepted(
      PublishedTask published,
      String url,
      int position,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException;

  /**
   * Answers a GET or HEAD of the status.
   *
   * @param url the path of the status by Offstage's own protocol
   */
  void status(
      PublishedTask published, String url, HttpServletRequest request, HttpServletResponse response)
      throws IOException;

  /** Whether a task that its client has cancelled by DELETE is not there any more. */
  boolean forgetsCancelled();

  /**
   * The status of the answer to DELETE.
   *
   * @param stillRuns whether the work has been told to stop, and may need a while for that
   */
  int deleted(boolean stillRuns);
}
