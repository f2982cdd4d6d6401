package dev.offstage.containers.orders;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.sql.SQLException;

/** Opens the database with the webapp and closes it with the webapp, without Spring. */
public final class DatabaseListener implements ServletContextListener {
  static final String ATTRIBUTE = "orders.database";

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      event.getServletContext().setAttribute(ATTRIBUTE, new Database());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    ((Database) event.getServletContext().getAttribute(ATTRIBUTE)).close();
  }
}
