package dev.offstage.containers.webapp;

import dev.offstage.Offstage;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Keeps its webapp from starting, as a database that is down does, after a task has run. */
public final class FailingListener implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    Offstage.run(() -> Gates.happened("worked before the start failed"));
    throw new IllegalStateException("thrown on purpose: this webapp does not start");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {}
}
