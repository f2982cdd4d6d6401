package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.Task;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the docs say of an interrupt in an embedded H2, and how to do without. */
class InterruptedDatabaseIT {
  @TempDir private Path folder;
  private URLClassLoader loader;
  private Driver driver;
  private final AtomicInteger inserted = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  @BeforeEach
  void open() throws Exception {
    URL jar = Built.jar("database/h2").toUri().toURL();
    loader = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
    driver = (Driver) loader.loadClass("org.h2.Driver").getConstructor().newInstance();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id INT)");
    }
  }

  @AfterEach
  void close() throws Exception {
    loader.close();
  }

  private Connection connect() throws SQLException {
    return driver.connect(
        "jdbc:h2:" + folder.resolve("shop") + ";DB_CLOSE_DELAY=-1;WRITE_DELAY=0", new Properties());
  }

  private void insert() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      while (!over.get()) {
        statement.execute("INSERT INTO orders VALUES (1)");
        inserted.incrementAndGet();
      }
    }
  }

  private Task<Void> cancelled(boolean interrupt) {
    Task<Void> task = Offstage.task(this::insert).interrupt(interrupt).start();
    await().until(() -> inserted.get() > 10);
    task.cancel(true);
    return task;
  }

  private void awaitEnd() {
    await().until(() -> Offstage.pool("default").running() == 0);
  }

  @Test
  void an_interrupt_closes_the_database_for_everybody() throws Exception {
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      cancelled(true);
      awaitEnd();
      assertThat(catchThrowable(() -> statement.execute("INSERT INTO orders VALUES (2)")))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("losed");
    }
  }

  @Test
  void without_the_interrupt_it_stays_open() throws Exception {
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      assertThat(cancelled(false).isCancelled()).isTrue();
      int before = inserted.get();
      await().until(() -> inserted.get() > before);
      over.set(true);
      awaitEnd();
      try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(inserted.get());
      }
      statement.execute("SHUTDOWN");
    }
  }
}
