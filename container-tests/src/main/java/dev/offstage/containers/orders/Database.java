package dev.offstage.containers.orders;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A database with a pool of connections, as an application has it, closed by who made it. */
final class Database implements AutoCloseable {
  private final HikariDataSource source = new HikariDataSource();

  Database() throws SQLException {
    source.setDriverClassName("org.h2.Driver");
    // By default H2 closes on a signal by itself, whoever still uses it.
    source.setJdbcUrl("jdbc:h2:mem:orders;DB_CLOSE_ON_EXIT=FALSE");
    source.setMaximumPoolSize(2);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table orders (name varchar(50))");
    }
  }

  void insert(String order) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into orders (name) values (?)")) {
      insert.setString(1, order);
      insert.executeUpdate();
    }
  }

  @Override
  public void close() {
    source.close();
    Life.happened("has closed its DataSource");
  }
}
