package dev.offstage.durable.join;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What is done with a connection. */
@FunctionalInterface
public interface SqlFunction<T extends @Nullable Object> {
  /**
   * Neither commits, nor rolls back, nor closes the connection, nor changes its settings.
   *
   * @throws SQLException what the database says
   */
  T apply(Connection connection) throws SQLException;
}
