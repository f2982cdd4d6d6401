package dev.offstage.durable.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.offstage.Work;
import dev.offstage.internal.commit.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.persistence.EntityManagerFactory;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Rows in Spring's transactions of JPA, by Hibernate. */
@ParameterizedClass(name = "auto-commit {0}")
@ValueSource(booleans = {true, false})
class JoinJpaTest {
  private final Rows rows = new Rows();
  private final HikariDataSource store = new HikariDataSource();
  private final LocalContainerEntityManagerFactoryBean jpa =
      new LocalContainerEntityManagerFactoryBean();
  private final Enqueuing tasks;
  private final EntityManagerFactory orders;
  private final JpaTransactionManager manager;

  JoinJpaTest(boolean autoCommit) throws SQLException {
    store.setDataSource(rows.database);
    store.setAutoCommit(autoCommit);
    store.setMaximumPoolSize(3);
    tasks = new Enqueuing(store, autoCommit);
    jpa.setDataSource(store);
    jpa.setPersistenceProviderClass(HibernatePersistenceProvider.class);
    jpa.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    jpa.setPackagesToScan(Order.class.getPackage().getName());
    jpa.getJpaPropertyMap().put("hibernate.hbm2ddl.auto", "create");
    jpa.getJpaPropertyMap().put("hibernate.connection.provider_disables_autocommit", !autoCommit);
    jpa.afterPropertiesSet();
    orders = Objects.requireNonNull(jpa.getObject());
    manager = new JpaTransactionManager(orders);
  }

  @AfterEach
  void close() throws SQLException {
    jpa.destroy();
    store.close();
    rows.close();
  }

  private static void in(PlatformTransactionManager manager, Work work) throws Exception {
    TransactionStatus status = manager.getTransaction(new DefaultTransactionDefinition());
    try {
      work.run();
    } catch (Throwable t) {
      manager.rollback(status);
      throw t;
    }
    manager.commit(status);
  }

  private void assertJoins(String id) throws SQLException {
    assertThat(tasks.enqueue(id)).isEqualTo("spring");
    assertThat(rows.visible()).doesNotContain(id);
  }

  private void persist(String id) {
    Objects.requireNonNull(EntityManagerFactoryUtils.getTransactionalEntityManager(orders))
        .persist(new Order(id));
  }

  private @Nullable Order found(String id) {
    return orders.createEntityManager().find(Order.class, id);
  }

  @Test
  void a_row_is_committed_with_the_entities() throws Exception {
    in(
        manager,
        () -> {
          persist("book");
          assertJoins("mail");
        });

    assertThat(rows.visible()).containsExactly("mail");
    assertThat(found("book")).isNotNull();
    assertThat(tasks.ends).containsExactly(Outcome.COMMITTED);
  }

  @Test
  void a_row_is_rolled_back_with_the_entities() throws Exception {
    RuntimeException fault = new IllegalStateException("fails in its transaction");

    assertThatThrownBy(
            () ->
                in(
                    manager,
                    () -> {
                      persist("book");
                      assertJoins("mail");
                      throw fault;
                    }))
        .isSameAs(fault);

    assertThat(rows.visible()).isEmpty();
    assertThat(found("book")).isNull();
    assertThat(tasks.ends).containsExactly(Outcome.ROLLED_BACK);
  }

  @Test
  void a_transaction_of_another_database_is_not_joined() throws Exception {
    try (Rows others = new Rows()) {
      in(
          new DataSourceTransactionManager(others.database),
          () -> assertThat(tasks.enqueue("mail")).isNull());
    }
  }

  @Test
  void what_is_called_after_the_commit_is_in_no_transaction() throws Exception {
    List<@Nullable String> how = new ArrayList<>();

    in(
        manager,
        () ->
            TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                  @Override
                  public void afterCommit() {
                    try {
                      how.add(tasks.enqueue("mail"));
                    } catch (SQLException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                }));

    assertThat(how).containsOnlyNulls().hasSize(1);
  }
}
