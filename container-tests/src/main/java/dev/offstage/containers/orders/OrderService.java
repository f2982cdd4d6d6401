package dev.offstage.containers.orders;

import java.sql.SQLException;
import org.springframework.beans.factory.DisposableBean;

/** A bean of the DispatcherServlet that uses one of the root context. */
final class OrderService implements DisposableBean {
  private final Database database;
  private volatile boolean destroyed;

  OrderService(Database database) {
    this.database = database;
  }

  void place(String order) throws SQLException {
    if (destroyed) {
      throw new IllegalStateException("the service is destroyed");
    }
    database.insert(order);
  }

  @Override
  public void destroy() {
    destroyed = true;
    Life.happened("has destroyed its service");
  }
}
