package dev.offstage.servlet.lifecycle;

import dev.offstage.boot.SpringExecutors;
import dev.offstage.internal.agent.RequestArguments;
import dev.offstage.internal.runtime.ExecutorBeans;
import dev.offstage.internal.text.Log;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextAttributeEvent;
import jakarta.servlet.ServletContextAttributeListener;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the Spring contexts of the webapp, in the attributes where Spring itself publishes them:
 * the root context, and one for each DispatcherServlet, at the start or with its first request.
 * Most containers destroy servlets, and with them their contexts, before filters.
 *
 * <p>A failure here changes nothing for the webapp: its tasks then drain with the filter.
 */
public final class SpringContexts implements ServletContextAttributeListener {
  private static final String ROOT = "org.springframework.web.context.WebApplicationContext.ROOT";
  private static final String OF_SERVLET =
      "org.springframework.web.servlet.FrameworkServlet.CONTEXT.";
  private static final String CLOSED = "dev.offstage.springContextClosed";
  private static final String NOT_TOLD = "dev.offstage.springContextsNotTold";

  private final LongFunction<RequestArguments> copies;

  private SpringContexts(LongFunction<RequestArguments> copies) {
    this.copies = copies;
  }

  /**
   * Finds those that are there already, and those to come.
   *
   * @param copies as {@link Lifecycle#start} has it, should the webapp start anew
   */
  public static void watch(ServletContext webapp, LongFunction<RequestArguments> copies) {
    if (!isSpringPresent()) {
      return;
    }
    try {
      webapp.addListener(new SpringContexts(copies));
    } catch (RuntimeException e) {
      // Some containers accept no listener from a filter: its first request looks again.
      webapp.setAttribute(NOT_TOLD, true);
    }
    findAll(webapp);
  }

  /** The first request is over, and the servlets that it needed are there. */
  public static void firstRequestEnded(ServletContext webapp) {
    if (webapp.getAttribute(NOT_TOLD) != null) {
      webapp.removeAttribute(NOT_TOLD);
      findAll(webapp);
    }
  }

  private static boolean isSpringPresent() {
    try {
      Class.forName(
          "org.springframework.context.event.ContextClosedEvent",
          false,
          SpringContexts.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Finds beans in those that are there; null if the webapp has no Spring. */
  static @Nullable ExecutorBeans executors(ServletContext webapp) {
    return isSpringPresent() ? new SpringExecutors(() -> all(webapp)) : null;
  }

  /** The root first. */
  private static List<Object> all(ServletContext webapp) {
    List<Object> contexts = new ArrayList<>();
    for (String name : Collections.list(webapp.getAttributeNames())) {
      if (isSpringContext(name)) {
        contexts.add(name.equals(ROOT) ? 0 : contexts.size(), webapp.getAttribute(name));
      }
    }
    return contexts;
  }

  private static void findAll(ServletContext webapp) {
    for (String name : Collections.list(webapp.getAttributeNames())) {
      if (isSpringContext(name)) {
        published(webapp, name);
      }
    }
  }

  private static boolean isSpringContext(String attribute) {
    return attribute.equals(ROOT) || attribute.startsWith(OF_SERVLET);
  }

  private static void published(ServletContext webapp, String attribute) {
    try {
      SpringClosing.drainsWhenCloses(webapp, attribute);
    } catch (RuntimeException | LinkageError e) {
      Log.warn("offstage: tasks may outlive the beans of the Spring context " + attribute, e);
    }
  }

  /** The pools have drained because a context is closing. */
  static void closed(ServletContext webapp) {
    webapp.setAttribute(CLOSED, true);
  }

  /** A webapp that closes a context and publishes a new one has not ended: it gets pools again. */
  private void startAgain(ServletContext webapp) {
    webapp.removeAttribute(CLOSED);
    try {
      Lifecycle.start(webapp, Lifecycle.declaredFilter(webapp), copies);
    } catch (ServletException | RuntimeException | LinkageError e) {
      Log.warn("offstage: there is a new Spring context, but the pools did not start again", e);
    }
  }

  @Override
  public void attributeAdded(ServletContextAttributeEvent event) {
    ServletContext webapp = event.getServletContext();
    if (isSpringContext(event.getName())) {
      published(webapp, event.getName());
      if (webapp.getAttribute(CLOSED) != null) {
        startAgain(webapp);
      }
    }
  }

  @Override
  public void attributeReplaced(ServletContextAttributeEvent event) {
    attributeAdded(event);
  }

  /** Written out: before Servlet 4.0 the interface has no default for it. */
  @Override
  public void attributeRemoved(ServletContextAttributeEvent event) {}
}
