package dev.offstage.containers.orders;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * The first listener of the webapp, so the last one to hear of its end: writes into the server's
 * log what happens between the two.
 */
public final class Life implements ServletContextListener {
  private static volatile String webapp = "";

  @Override
  public void contextInitialized(ServletContextEvent event) {
    webapp = event.getServletContext().getContextPath();
    happened("begins");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    happened("ends");
  }

  static void happened(String what) {
    System.out.println("event: " + webapp + " " + what);
  }
}
