package dev.offstage.durable.join;

import dev.offstage.Work;
import java.sql.Connection;
import javax.sql.DataSource;

/** What an application does with Spring's transactions that are JTA's. */
public interface SpringJta {
  /** Rolls back if the work throws, and commits otherwise. */
  void in(Object manager, Work work) throws Exception;

  /** The connection that JdbcTemplate would use. */
  Connection connection(DataSource of);
}
