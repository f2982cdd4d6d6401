package dev.offstage.durable.row;

import dev.offstage.durable.sql.Dialect;
import dev.offstage.durable.sql.Tables;

/** Which database, which tables, and who this is. Immutable. */
public final class Store {
  public final Dialect dialect;
  public final Tables tables;

  /** This process: another one of the same node is somebody else. */
  public final String me;

  public Store(Dialect dialect, Tables tables, String me) {
    this.dialect = dialect;
    this.tables = tables;
    this.me = me;
  }
}
