package dev.offstage.durable.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the processes have written, as evidence. */
final class Ledger {
  private static final class Begin {
    final String process;
    final long nanos;

    Begin(String process, long nanos) {
      this.process = process;
      this.nanos = nanos;
    }
  }

  private final Map<String, List<Begin>> begun = new HashMap<>();
  private final Set<String> worked = new HashSet<>();
  private final Map<String, Set<String>> ended = new HashMap<>();
  private final Map<String, Integer> ends = new HashMap<>();

  static Ledger read(Path file) throws IOException {
    Ledger ledger = new Ledger();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(" ", -1);
      // The last line of a process may be cut off.
      if (words.length == 4) {
        ledger.add(words[0], words[1], words[2], words[3]);
      }
    }
    ledger.begun.values().forEach(list -> list.sort(Comparator.comparingLong(b -> b.nanos)));
    return ledger;
  }

  private void add(String what, String id, String process, String nanos) {
    switch (what) {
      case LedgerFile.BEGUN:
        begun
            .computeIfAbsent(id, each -> new ArrayList<>())
            .add(new Begin(process, Long.parseLong(nanos)));
        break;
      case LedgerFile.WORKED:
        worked.add(id);
        break;
      default:
        ended.computeIfAbsent(id, each -> new HashSet<>()).add(process);
        ends.merge(id, 1, Integer::sum);
    }
  }

  /** Those whose work nobody has done. */
  List<String> notDone(Collection<String> ids) {
    List<String> lost = new ArrayList<>(ids);
    lost.removeAll(worked);
    return lost;
  }

  /** Those that were begun more than once. */
  int againCount() {
    return (int) begun.values().stream().filter(list -> list.size() > 1).count();
  }

  /**
   * Those that were begun once more although nobody had killed the process that had begun before,
   * or although it had written the end down.
   */
  List<String> againForNothing(Set<String> killed) {
    List<String> all = new ArrayList<>();
    begun.forEach(
        (id, list) -> {
          for (int i = 0; i + 1 < list.size(); i++) {
            String before = list.get(i).process;
            if (!killed.contains(before)
                || ended.getOrDefault(id, new HashSet<>()).contains(before)) {
              all.add(id + " of " + before + ", again in " + list.get(i + 1).process);
            }
          }
        });
    return all;
  }

  /** Those whose end was written down more than once. */
  List<String> endedTwice() {
    List<String> all = new ArrayList<>();
    ends.forEach(
        (id, count) -> {
          if (count > 1) {
            all.add(id);
          }
        });
    return all;
  }

  /** How often a task was begun. */
  int begins(String id) {
    return begun.getOrDefault(id, new ArrayList<>()).size();
  }

  /** How long after these moments the tasks of killed processes were begun again, at most. */
  long longestRecoveryMillis(Map<String, Long> killedAt) {
    long longest = 0;
    for (List<Begin> list : begun.values()) {
      for (int i = 0; i + 1 < list.size(); i++) {
        Long killed = killedAt.get(list.get(i).process);
        if (killed != null) {
          longest = Math.max(longest, (list.get(i + 1).nanos - killed) / 1_000_000);
        }
      }
    }
    return longest;
  }
}
