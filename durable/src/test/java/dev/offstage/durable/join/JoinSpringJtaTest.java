package dev.offstage.durable.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.offstage.internal.commit.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows in Spring's transactions where those are JTA's, and JNDI knows nothing of them. */
class JoinSpringJtaTest {
  private JtaServer server;
  private SpringJta spring;
  private Rows rows;
  private DataSource store;
  private Enqueuing tasks;

  @BeforeEach
  void start() throws Exception {
    rows = new Rows();
    server = JtaServer.named("atomikos-javax");
    spring = (SpringJta) Named.make(server, StubSpringJta.class.getName());
    server.inWebapp(
        () -> {
          store = server.pool(rows.database);
          tasks = new Enqueuing(store, true);
        });
  }

  @AfterEach
  void stop() throws Exception {
    Named.call(store, "close");
    server.close();
    rows.close();
  }

  private void assertJoins(String id) throws SQLException {
    assertThat(tasks.enqueue(id)).isEqualTo("jta");
    assertThat(rows.visible()).doesNotContain(id);
  }

  @Test
  void a_row_is_committed_with_what_the_caller_writes() throws Exception {
    server.inWebapp(
        () ->
            spring.in(
                server.manager(),
                () -> {
                  assertJoins("first");
                  Rows.insert("order").apply(spring.connection(store));
                  assertJoins("second");
                }));

    assertThat(rows.visible()).containsExactly("first", "order", "second");
    assertThat(tasks.ends).containsExactly(Outcome.COMMITTED, Outcome.COMMITTED);
  }

  @Test
  void a_row_is_rolled_back_with_what_the_caller_writes() throws Exception {
    RuntimeException fault = new IllegalStateException("fails in its transaction");

    assertThatThrownBy(
            () ->
                server.inWebapp(
                    () ->
                        spring.in(
                            server.manager(),
                            () -> {
                              assertJoins("mail");
                              throw fault;
                            })))
        .isSameAs(fault);

    assertThat(rows.visible()).isEmpty();
    assertThat(tasks.ends).containsExactly(Outcome.ROLLED_BACK);
  }

  @Test
  void a_pool_that_takes_no_part_is_not_joined() throws Exception {
    try (HikariDataSource plain = new HikariDataSource()) {
      plain.setDataSource(rows.database);
      server.inWebapp(
          () ->
              spring.in(
                  server.manager(),
                  () -> {
                    Enqueuing inPlain = new Enqueuing(plain, true);
                    assertThat(inPlain.enqueue("mail")).isNull();
                    try (Connection bound = spring.connection(plain)) {
                      assertThat(bound.getAutoCommit()).isTrue();
                      assertThat(inPlain.enqueue("mail")).isNull();
                    }
                  }));
    }
  }
}
