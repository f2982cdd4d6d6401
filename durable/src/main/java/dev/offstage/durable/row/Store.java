package dev.offstage.durable.row;

import dev.offstage.durable.sql.Dialect;
import dev.offstage.durable.sql.Tables;

/** Which database, which tables, and who this is. Immutable. */
public final class Store {
  public final Dialect dialect;
  public final Tables tables;

  /** This process: another one of the same node is somebody else. */
  public final String me;

  final QueueTimes queueTimes;

  public Store(Dialect dialect, Tables tables, String me, QueueTimes queueTimes) {
    this.dialect = dialect;
    this.tables = tables;
    this.me = me;
    this.queueTimes = queueTimes;
  }
}
