package dev.offstage.servlet.lifecycle;

import dev.offstage.internal.text.Log;
import jakarta.servlet.ServletContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.PriorityOrdered;

/**
 * Drains when a Spring context of the webapp begins to close, on the thread that closes it: Spring
 * destroys the beans after that. Loaded only if Spring is present.
 */
final class SpringClosing implements ApplicationListener<ContextClosedEvent>, PriorityOrdered {
  private final ServletContext webapp;
  private final String attribute;

  private SpringClosing(ServletContext webapp, String attribute) {
    this.webapp = webapp;
    this.attribute = attribute;
  }

  /** For the context in that attribute, as long as it is the one there. */
  static void drainsWhenCloses(ServletContext webapp, String attribute) {
    Object context = webapp.getAttribute(attribute);
    if (context instanceof ConfigurableApplicationContext) {
      ((ConfigurableApplicationContext) context)
          .addApplicationListener(new SpringClosing(webapp, attribute));
    }
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    // A root context also hears of its children, such as a Feign client's, which close at any time;
    // and one that the webapp has replaced closes while the webapp goes on.
    if (event.getApplicationContext() != webapp.getAttribute(attribute)) {
      return;
    }
    try {
      boolean wasRunning = Lifecycle.isStarted(webapp);
      Lifecycle.stop(webapp);
      if (wasRunning) {
        SpringContexts.closed(webapp);
      }
    } catch (Throwable t) {
      // Every Throwable: the other listeners must hear of the closing, too.
      Log.warn("offstage: the tasks did not drain before " + attribute + " closed", t);
    }
  }

  /** For Spring 6.1 and newer: never on another thread, which would not hold up the closing. */
  public boolean supportsAsyncExecution() {
    return false;
  }

  /** Before the webapp's own listeners, which may close what tasks use. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
