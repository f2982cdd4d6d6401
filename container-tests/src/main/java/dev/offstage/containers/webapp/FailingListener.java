package dev.offstage.containers.webapp;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Keeps its webapp from starting, as a database that is down does. */
public final class FailingListener implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    throw new IllegalStateException("thrown on purpose: this webapp does not start");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {}
}
