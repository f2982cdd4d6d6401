package dev.offstage.internal.runtime;

import dev.offstage.internal.task.FailureLog;
import dev.offstage.internal.task.PoolTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names any number of tasks in a bounded number of log lines: equal names once, with their count;
 * so many per line; beyond the last line, only how many are left.
 */
final class TaskNames {
  static final int NAMES_IN_A_LINE = 50;
  static final int MOST_LINES = 20;

  private TaskNames() {}

  /** The lines; none for no tasks. */
  static List<String> lines(Collection<PoolTask<?>> tasks) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    tasks.forEach(task -> counts.merge(FailureLog.describe(task), 1, Integer::sum));
    List<String> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    int unnamed = tasks.size();
    for (Map.Entry<String, Integer> name : counts.entrySet()) {
      int count = name.getValue();
      line.add(count == 1 ? name.getKey() : name.getKey() + " (" + count + ")");
      unnamed -= count;
      if (line.size() == NAMES_IN_A_LINE) {
        lines.add(String.join(", ", line));
        line.clear();
        if (lines.size() == MOST_LINES) {
          break;
        }
      }
    }
    if (!line.isEmpty()) {
      lines.add(String.join(", ", line));
    } else if (unnamed > 0) {
      int last = lines.size() - 1;
      lines.set(last, lines.get(last) + " and " + unnamed + " more");
    }
    return lines;
  }
}
