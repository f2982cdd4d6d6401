package dev.offstage.containers.orders;

import java.sql.SQLException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The root context: owns the database, and closes it. */
@Configuration(proxyBeanMethods = false)
public class RootConfig {
  @Bean
  Database database() throws SQLException {
    return new Database();
  }
}
