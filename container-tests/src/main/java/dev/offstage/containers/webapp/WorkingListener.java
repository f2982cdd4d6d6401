package dev.offstage.containers.webapp;

import dev.offstage.Offstage;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Hands a task over while its webapp starts. */
public final class WorkingListener implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    Offstage.run(() -> Gates.happened("worked while the webapp started"));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {}
}
