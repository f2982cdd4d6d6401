package dev.offstage.durable.run;

import dev.offstage.durable.row.Beats;
import dev.offstage.durable.row.Cancels;
import dev.offstage.durable.row.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares what this process has with what the store believes it has: finds tasks that somebody
 * else has taken or wants to stop, and those that nobody here knows of, which would never be run.
 * For one thread.
 */
final class RollCall {
  private final Beats beats;
  private final HeldTasks held;
  private final Set<String> onTheirWay;
  private final Consumer<Claim> giveBack;
  private Set<String> strangers = new HashSet<>();

  /**
   * @param onTheirWay ids of what was taken and is not held yet
   * @param giveBack for those that the store believes this process has
   */
  RollCall(Beats beats, HeldTasks held, Set<String> onTheirWay, Consumer<Claim> giveBack) {
    this.beats = beats;
    this.held = held;
    this.onTheirWay = onTheirWay;
    this.giveBack = giveBack;
  }

  private void tell(Connection connection, List<Held> known, long aheadMillis) throws SQLException {
    Map<Held, Beats.News> news = new LinkedHashMap<>();
    for (Held task : known) {
      Beats.News its = task.news();
      if (its != null) {
        news.put(task, its);
      }
    }
    if (!news.isEmpty()) {
      beats.tell(connection, news.values(), aheadMillis);
      // Not before: what the store has not taken is said again at the next beat.
      news.forEach(Held::told);
    }
  }

  /**
   * Does so.
   *
   * @param aheadMillis how far the clock of the database is ahead of that of this machine
   */
  void run(Connection connection, long aheadMillis) throws SQLException {
    // Before the store is asked: what is taken meanwhile may not be in its answer.
    List<Held> known = held.all();
    known.removeIf(task -> !task.isInStore());
    Map<String, Beats.Seen> inStore = beats.held(connection);
    for (Held task : known) {
      Beats.Seen seen = inStore.get(task.claim().id);
      if (seen == null || seen.claim.version != task.claim().version) {
        task.lostIfInStore();
      } else if (Cancels.REPLACED.equals(seen.cancelled)) {
        // If a thread has begun with it, it is left alone.
        task.task().cancelQueued(Cancels.REPLACED);
      } else if (seen.cancelled != null) {
        task.task().cancel(seen.cancelled);
      }
    }
    tell(connection, known, aheadMillis);
    Set<String> strange = new HashSet<>();
    for (Beats.Seen seen : inStore.values()) {
      if (onTheirWay.contains(seen.claim.id) || held.has(seen.claim.id)) {
        continue;
      }
      // What is being taken or has just been given back is strange once, but not twice.
      String key = seen.claim.id + " " + seen.claim.version;
      if (strangers.contains(key)) {
        giveBack.accept(seen.claim);
      } else {
        strange.add(key);
      }
    }
    strangers = strange;
  }
}
