package dev.offstage.servlet.reply;

import dev.offstage.internal.text.Log;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is written in a dispatch of the container, through the filters of the webapp: those
 * that keep, count or compress what a servlet writes get to do their share. What would run behind
 * the filters, and has run already, does not run again: {@link ReplyEnd} is in front of it.
 */
public final class DueReply {
  private static final String ATTRIBUTE = "dev.offstage.dueReply";
  private static final String POSSIBLE = "dev.offstage.replyEnd";

  private volatile @Nullable LateAnswer answer;
  private @Nullable Relay relay;
  private @Nullable WatchedResponse written;

  private DueReply() {}

  /** The webapp has a {@link ReplyEnd}, and Offstage's filter in front of all others. */
  public static void markPossible(ServletContext context) {
    context.setAttribute(POSSIBLE, DueReply.class);
  }

  /**
   * For a reply to this response, if filters have a share in it; null if not, or if the webapp has
   * no {@link ReplyEnd}, or one of the jar's other half (a Tomcat that migrates javax webapps makes
   * both halves the same). For the request's own thread.
   */
  public static @Nullable DueReply prepare(ServletRequest request, ServletResponse response) {
    if (!(response instanceof HttpServletResponseWrapper)
        || request.getServletContext().getAttribute(POSSIBLE) != DueReply.class) {
      return null;
    }
    DueReply due = new DueReply();
    request.setAttribute(ATTRIBUTE, due);
    return due;
  }

  /**
   * Has the container dispatch the request.
   *
   * @throws RuntimeException if the container has ended the request already
   */
  public void dispatch(AsyncContext async, LateAnswer due) {
    answer = due;
    async.dispatch();
  }

  /** The one that this dispatch is for; null if it is for something else. */
  public static @Nullable DueReply of(ServletRequest request) {
    Object due = request.getAttribute(ATTRIBUTE);
    return due instanceof DueReply && ((DueReply) due).answer != null ? (DueReply) due : null;
  }

  /** The dispatch, from in front of all filters. */
  public void serve(HttpServletRequest request, HttpServletResponse response, FilterChain filters)
      throws IOException, ServletException {
    Relay own = new Relay(response);
    relay = own;
    filters.doFilter(request, own);
    WatchedResponse last = written;
    LateAnswer done = answer;
    if (done != null && last != null) {
      done.check(last);
    } else if (done != null) {
      Log.warn("offstage: " + done.name() + " was not written: a filter did not let it through");
    }
  }

  /** Writes it, once, behind all filters. */
  public void writeTo(HttpServletResponse last) {
    LateAnswer own = answer;
    if (own != null && written == null) {
      if (relay != null) {
        relay.settle(last);
      }
      written = own.writeTo(last);
    }
  }
}
