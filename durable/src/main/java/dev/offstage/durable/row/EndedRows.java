package dev.offstage.durable.row;

/** The statement that copies a task to those that have ended. */
final class EndedRows {
  private EndedRows() {}

  /**
   * The statement; {@code ?} in any of these is a parameter, in this order.
   *
   * @param state an expression for the state
   * @param error one for the text of the error
   * @param result one for the result
   * @param attempts one for how many there were
   * @param where which row, as in {@code where}; its parameters follow the time of the end, the
   *     time until which it is kept, and the node
   */
  static String copy(
      Store store, String state, String error, String result, String attempts, String where) {
    return insert(store, state, error, result, attempts, store.tables.tasks() + where);
  }

  /**
   * One statement that deletes a task, and keeps it among those that have ended. The parameters of
   * {@code where} come first, then all others as in {@link #copy}.
   */
  static String move(Store store, String where) {
    return "with gone as (delete from "
        + store.tables.tasks()
        + where
        + " returning *) "
        + insert(store, "?", "?", "?", "?", "gone");
  }

  private static String insert(
      Store store, String state, String error, String result, String attempts, String from) {
    return "insert into "
        + store.tables.ended()
        + " (task_instance, task_name, pool, task_key, order_key, priority, state, reason,"
        + " error_text, task_data, signature, result, attempts, crashes, handed_at, started_at, ended_at,"
        + " keep_until, ended_by, principal) select task_instance, task_name, pool, task_key,"
        + " order_key, priority, "
        + state
        + ", ?, "
        + error
        + ", task_data, signature, "
        + result
        + ", "
        + attempts
        + ", crashes, handed_at, started_at, ?, ?, ?, principal from "
        + from;
  }
}
