package dev.offstage.containers.transfers;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** The bank with either kind of proxy around it. */
abstract class BankConfig {
  @Bean
  HikariDataSource dataSource() {
    HikariDataSource source = new HikariDataSource();
    source.setDriverClassName("org.h2.Driver");
    source.setJdbcUrl("jdbc:h2:mem:" + getClass().getSuperclass().getSimpleName());
    return source;
  }

  @Bean
  ConcurrentMapCacheManager caches() {
    return new ConcurrentMapCacheManager("rates");
  }

  @Bean
  DataSourceTransactionManager transactions(DataSource source) {
    return new DataSourceTransactionManager(source);
  }

  @Bean
  Bank bank(DataSource source) {
    JdbcTemplate database = new JdbcTemplate(source);
    database.execute(
        "CREATE TABLE entries (id INT AUTO_INCREMENT, amount INT, place VARCHAR(100))");
    return new H2Bank(database);
  }

  /** CGLIB's subclass. */
  @Configuration
  @EnableCaching(proxyTargetClass = true)
  @EnableTransactionManagement(proxyTargetClass = true)
  static class ByClass extends BankConfig {}

  /** The JDK's proxy. */
  @Configuration
  @EnableCaching
  @EnableTransactionManagement
  static class ByInterface extends BankConfig {}
}
