package dev.offstage.durable.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.offstage.Work;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** A webapp with one of the Springs, and two databases. */
abstract class SpringJoins {
  @Parameter String version;

  SpringJdbcOf webapp;
  SpringJdbc spring;
  Rows rows;
  Rows others;
  HikariDataSource store;
  HikariDataSource other;
  Enqueuing tasks;

  @BeforeEach
  void load() throws Exception {
    webapp = new SpringJdbcOf(version);
    spring = webapp.jdbc();
    rows = new Rows();
    others = new Rows();
    store = pool(rows, true);
    other = pool(others, true);
    webapp.inWebapp(() -> tasks = new Enqueuing(store, true));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    other.close();
    rows.close();
    others.close();
    webapp.close();
  }

  private static HikariDataSource pool(Rows of, boolean autoCommit) {
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(of.database);
    pool.setAutoCommit(autoCommit);
    pool.setMaximumPoolSize(3);
    pool.setConnectionTimeout(TimeUnit.SECONDS.toMillis(5));
    return pool;
  }

  final void useManualCommit() throws Exception {
    store.close();
    store = pool(rows, false);
    webapp.inWebapp(() -> tasks = new Enqueuing(store, false));
  }

  final void in(DataSource of, Work work) throws Exception {
    webapp.inWebapp(() -> spring.in(of, "REQUIRED", work));
  }

  final void assertRollsBack(DataSource of, Work work) {
    RuntimeException fault = new IllegalStateException("fails in its transaction");
    assertThatThrownBy(
            () ->
                in(
                    of,
                    () -> {
                      work.run();
                      throw fault;
                    }))
        .isSameAs(fault);
  }

  final void assertJoins(String id) throws SQLException {
    assertThat(tasks.enqueue(id)).isEqualTo("spring");
    assertThat(rows.visible()).doesNotContain(id);
  }

  final void assertJoinsNone() throws SQLException {
    assertThat(tasks.enqueue("mail")).isNull();
  }
}
