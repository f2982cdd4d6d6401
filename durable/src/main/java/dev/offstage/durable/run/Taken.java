package dev.offstage.durable.run;

import dev.offstage.durable.engine.DueTasks;
import dev.offstage.durable.row.Row;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows which rows have been taken out of the store and are on their way to their pools. That may
 * take longer than a beat: the first one of a method loads its class, and others come behind it.
 * Thread-safe.
 */
final class Taken implements DueTasks {
  private final Set<String> onTheirWay;
  private final DueTasks due;

  /**
   * @param onTheirWay where it puts their ids
   */
  Taken(Set<String> onTheirWay, DueTasks due) {
    this.onTheirWay = onTheirWay;
    this.due = due;
  }

  /** A set for the ids. */
  static Set<String> ids() {
    return ConcurrentHashMap.newKeySet();
  }

  @Override
  public List<Row> take() {
    // The engine hands on all that it has before it asks for more, unless it has dropped something.
    onTheirWay.clear();
    List<Row> rows = due.take();
    rows.forEach(row -> onTheirWay.add(row.id));
    return rows;
  }

  @Override
  public void run(Row row) {
    try {
      due.run(row);
    } finally {
      onTheirWay.remove(row.id);
    }
  }

  @Override
  public void freeOrphans() {
    due.freeOrphans();
  }
}
