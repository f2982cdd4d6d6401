package dev.offstage.durable.join;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

/** A database with one table, and how everybody else sees it. */
final class Rows implements AutoCloseable {
  final JdbcDataSource database = new JdbcDataSource();
  private final Connection other;

  Rows() throws SQLException {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID());
    database.setUser("sa");
    other = database.getConnection();
    try (Statement statement = other.createStatement()) {
      statement.execute("create table tasks (id varchar primary key)");
    }
  }

  static SqlFunction<Integer> insert(String id) {
    return connection -> {
      try (PreparedStatement insert = connection.prepareStatement("insert into tasks values (?)")) {
        insert.setString(1, id);
        return insert.executeUpdate();
      }
    };
  }

  /** Those that are committed. */
  List<String> visible() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Statement statement = other.createStatement();
        ResultSet rows = statement.executeQuery("select id from tasks order by id")) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  @Override
  public void close() throws SQLException {
    other.close();
  }
}
