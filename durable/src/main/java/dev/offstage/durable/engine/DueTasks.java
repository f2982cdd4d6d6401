package dev.offstage.durable.engine;

import dev.offstage.durable.row.Row;
import java.util.List;

/** What the engine asks for, and hands on. Thread-safe. */
public interface DueTasks {
  /** Takes what is due, as much as there is room for. */
  List<Row> take();

  /** Is to run this, which was taken. */
  void run(Row row);

  /** Frees what silent processes have left. */
  void freeOrphans();
}
