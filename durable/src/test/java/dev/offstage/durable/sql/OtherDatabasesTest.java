package dev.offstage.durable.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherDatabasesTest {
  @ParameterizedTest
  @CsvSource({
    "Oracle, 19.0.0.0",
    "Apache Derby, 10.16.1.1",
    "Microsoft SQL Server, 16.00.1000",
    "PostgreSQL, 9.6.24",
    "MySQL, 5.7.44-log",
    "MariaDB, 10.5.29-MariaDB",
    "H2, 1.4.200 (2019-10-14)",
    "PostgreSQL, unknown"
  })
  void what_it_does_not_know_or_is_too_old_is_named(String product, String version) {
    assertThatIllegalStateException()
        .isThrownBy(() -> Dialect.of(connectionTo(product, version)))
        .withMessage(
            "offstage.store is %s %s; Offstage keeps tasks in PostgreSQL 10+, MySQL 8+, MariaDB"
                + " 10.6+ and H2 2+",
            product, version);
  }

  @Test
  void an_old_mariadb_is_named_although_it_says_that_it_is_mysql() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Dialect.of(connectionTo("MySQL", "5.5.5-10.5.29-MariaDB-log")))
        .withMessageStartingWith("offstage.store is MariaDB 5.5.5-10.5.29-MariaDB-log; ");
  }

  @Test
  void a_driver_that_cannot_read_times_is_named() {
    String version = "mysql-connector-java-5.1.49 ( Revision: ad86f36e )";
    DatabaseMetaData metaData =
        answering(
            DatabaseMetaData.class,
            method -> method.equals("getDriverName") ? "MySQL Connector Java" : version);

    assertThatIllegalStateException()
        .isThrownBy(() -> Dialect.of(answering(Connection.class, method -> metaData)))
        .withMessage(
            "The driver of offstage.store is %s, which cannot read times; Offstage needs MySQL"
                + " Connector/J 8+, or MariaDB Connector/J",
            version);
  }

  @ParameterizedTest
  @CsvSource({
    "PostgreSQL, 10.23, PostgreSql",
    "PostgreSQL, 19devel, PostgreSql",
    "MySQL, 8.0.36-28, MySql",
    "MySQL, 9.7.0, MySql",
    "MySQL, 5.5.5-10.6.21-MariaDB, MySql",
    "MariaDB, 10.6.21-MariaDB, MySql",
    "MariaDB, 12.0.2-MariaDB-ubu2404, MySql",
    "H2, 2.0.202 (2021-11-25), H2",
    "H2, 3.0.0, H2"
  })
  void what_is_new_enough_is_known(String product, String version, String dialect)
      throws Exception {
    assertThat(Dialect.of(connectionTo(product, version)).getClass().getSimpleName())
        .isEqualTo(dialect);
  }

  @ParameterizedTest
  @CsvSource({"2.1.214, false", "2.2.220, true", "3.0.0, true"})
  void an_old_h2_waits_for_locked_rows(String version, boolean skips) throws Exception {
    String query = Dialect.of(connectionTo("H2", version)).selectUnlocked("t", "b = 1", "c", 10);

    assertThat(query)
        .contains("where b = 1")
        .endsWith(" limit 10 for update" + (skips ? " skip locked" : ""));
  }

  private static Connection connectionTo(String product, String version) {
    DatabaseMetaData metaData =
        answering(
            DatabaseMetaData.class,
            method -> method.equals("getDatabaseProductName") ? product : version);
    return answering(Connection.class, method -> metaData);
  }

  private static <T> T answering(Class<T> type, Function<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.apply(method.getName())));
  }
}
