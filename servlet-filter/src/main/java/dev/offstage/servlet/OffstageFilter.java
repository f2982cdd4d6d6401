package dev.offstage.servlet;

import dev.offstage.PoolClosedException;
import dev.offstage.PoolFullException;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.lifecycle.Lifecycle;
import dev.offstage.servlet.lifecycle.Redirects;
import dev.offstage.servlet.lifecycle.SpringContexts;
import dev.offstage.servlet.reply.DueReply;
import dev.offstage.servlet.reply.ReplyLater;
import dev.offstage.servlet.reply.RequestTasks;
import dev.offstage.servlet.respond.Respond;
import dev.offstage.servlet.snapshot.ReplayableRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Knows for each request when its response is complete, turns a full pool into 503 with {@code
 * Retry-After}, and lets the application read a body that a {@link RequestSnapshot} has taken.
 * Registered by {@link OffstageInitializer}; an entry in web.xml is needed only if the webapp
 * disables ServletContainerInitializers, and then starts everything by itself:
 *
 * <pre>{@code
 * <filter>
 *   <filter-name>offstage</filter-name>
 *   <filter-class>dev.offstage.servlet.OffstageFilter</filter-class>
 *   <async-supported>true</async-supported>
 *   <init-param><param-name>pool.size</param-name><param-value>8</param-value></init-param>
 * </filter>
 * }</pre>
 *
 * <p>In a javax webapp the class is {@code dev.offstage.javaee.OffstageFilter}. Thread-safe.
 */
public final class OffstageFilter implements Filter {
  private @Nullable ServletContext context;
  private volatile boolean served;

  /** Made by the container. */
  public OffstageFilter() {}

  /**
   * Starts Offstage, unless the initializer has.
   *
   * @throws ServletException if a setting is wrong; stops the deployment with a message that names
   *     it
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    ServletContext context = config.getServletContext();
    this.context = context;
    if (!Lifecycle.isStarted(context)) {
      Lifecycle.start(context, config, SnapshotArguments::new);
      SpringContexts.watch(context, SnapshotArguments::new);
    }
    Lifecycle.checkMapping(context);
  }

  /** Drains, unless that has happened already. */
  @Override
  public void destroy() {
    if (context != null) {
      Lifecycle.stop(context);
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    DispatcherType type = request.getDispatcherType();
    if (type == DispatcherType.FORWARD
        || type == DispatcherType.INCLUDE
        || !(request instanceof HttpServletRequest)) {
      chain.doFilter(request, response);
      return;
    }
    DueReply due = type == DispatcherType.ASYNC ? DueReply.of(request) : null;
    if (due != null) {
      due.serve(
          (HttpServletRequest) request,
          (HttpServletResponse) response,
          (own, answer) -> serve((HttpServletRequest) own, (HttpServletResponse) answer, chain));
      return;
    }
    Respond respond = Respond.of(request.getServletContext());
    if (respond == null || !respond.concerns((HttpServletRequest) request)) {
      serve((HttpServletRequest) request, (HttpServletResponse) response, chain);
      return;
    }
    ServletRequest outer = RequestTasks.enter(request);
    try {
      respond.serve(
          (HttpServletRequest) request,
          (HttpServletResponse) response,
          (own, answer) -> serve((HttpServletRequest) own, (HttpServletResponse) answer, chain));
    } finally {
      RequestTasks.enter(outer);
    }
  }

  /** Serves a request that the webapp answers itself. */
  private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean first = !served;
    if (first) {
      served = true;
      Redirects.firstRequest(request.getServletContext());
    }
    HttpServletRequest replayable = ReplayableRequest.around(request);
    ServletRequest outer = RequestTasks.enter(request);
    boolean threw = true;
    try {
      chain.doFilter(replayable, response);
      threw = false;
    } catch (IOException | ServletException | RuntimeException e) {
      if (!isRefusal(e) || response.isCommitted()) {
        throw e;
      }
      Unavailable.FULL.inPlaceOfAll(response);
      threw = false;
    } finally {
      if (threw) {
        ReplyLater.chainThrew(request);
      }
      RequestTasks.enter(outer);
      ReplayableRequest.chainEnded(replayable);
      RequestTasks.chainEnded(request, response, threw);
      if (first) {
        SpringContexts.firstRequestEnded(request.getServletContext());
      }
    }
  }

  /** Frameworks wrap what an endpoint throws. */
  private static boolean isRefusal(Throwable thrown) {
    int depth = 0;
    for (Throwable t = thrown; t != null && depth < 20; t = t.getCause(), depth++) {
      if (t instanceof PoolFullException || t instanceof PoolClosedException) {
        return true;
      }
    }
    return false;
  }
}
