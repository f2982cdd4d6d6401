package dev.offstage.servlet;

import dev.offstage.servlet.lifecycle.Lifecycle;
import dev.offstage.servlet.reply.RequestTasks;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/**
 * Hears of the end of the webapp and of each request. Containers destroy filters and listeners in
 * different orders: this or {@link OffstageFilter#destroy()} drains, whichever comes first.
 */
final class OffstageListener implements ServletContextListener, ServletRequestListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    RequestTasks.markListenerPresent(event.getServletContext());
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    Lifecycle.stop(event.getServletContext());
  }

  @Override
  public void requestInitialized(ServletRequestEvent event) {}

  @Override
  public void requestDestroyed(ServletRequestEvent event) {
    RequestTasks.requestDestroyed(event.getServletRequest());
  }
}
