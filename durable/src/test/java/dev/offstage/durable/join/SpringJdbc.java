package dev.offstage.durable.join;

import dev.offstage.Work;
import java.sql.Connection;
import javax.sql.DataSource;

/** What an application does with Spring's transactions of a DataSource. */
public interface SpringJdbc {
  /**
   * Does the work as {@code @Transactional} would: rolls back if it throws, and commits otherwise.
   *
   * @param propagation the end of a constant's name, such as {@code REQUIRES_NEW}
   */
  void in(DataSource of, String propagation, Work work) throws Exception;

  /** The same in a new one that only reads. */
  void readOnly(DataSource of, Work work) throws Exception;

  /** Does the work in a transaction template. */
  void execute(DataSource of, String propagation, Runnable work);

  /** Marks the current one. */
  void setRollbackOnly();

  /** The connection that JdbcTemplate would use. */
  Connection connection(DataSource of);

  /** Registers a synchronization with the current one. */
  void afterCommit(Runnable action);

  /** The same for the completion, whatever it is. */
  void afterCompletion(Runnable action);

  /**
   * One of Spring's before another one.
   *
   * @param kind the name of its class
   */
  DataSource before(String kind, DataSource target) throws ReflectiveOperationException;
}
