package dev.offstage.servlet.respond.kept;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who has how many of the kept tasks, and which one goes when there is no room: never one of a
 * client that has less than whoever needs the room. Guarded by its {@link TaskStore}, but for
 * {@link #count}.
 */
final class Holders {
  private final Map<String, Holder> all = new ConcurrentHashMap<>();
  // Those with a task that may go: who has the most first, and of two with as many the older one.
  private final NavigableSet<Holder> byCount =
      new TreeSet<>(
          Comparator.comparingInt((Holder it) -> -it.count).thenComparingLong(Holder::oldestEnd));
  private long ends;

  /** One client with tasks. */
  private static final class Holder {
    final String client;
    // Read by others as well, who may see that of a moment ago.
    int count;
    // In the order in which they ended; the number is that of the end, of all clients' ends.
    final Map<PublishedTask, Long> ended = new LinkedHashMap<>();

    Holder(String client) {
      this.client = client;
    }

    @Nullable PublishedTask oldest() {
      return ended.isEmpty() ? null : ended.keySet().iterator().next();
    }

    long oldestEnd() {
      return ended.isEmpty() ? Long.MAX_VALUE : ended.values().iterator().next();
    }

    @Nullable PublishedTask oldestOnDisk() {
      for (PublishedTask each : ended.keySet()) {
        if (each.onDisk() > 0) {
          return each;
        }
      }
      return null;
    }
  }

  int count(String client) {
    Holder its = all.get(client);
    return its == null ? 0 : its.count;
  }

  void add(PublishedTask published) {
    change(published, its -> its.count++);
  }

  /** From now on it may go. */
  void ended(PublishedTask published) {
    change(published, its -> its.ended.put(published, ends++));
  }

  void remove(PublishedTask published) {
    change(
        published,
        its -> {
          its.count--;
          its.ended.remove(published);
        });
  }

  private void change(PublishedTask published, Consumer<Holder> change) {
    Holder its = all.computeIfAbsent(published.owner.client(), Holder::new);
    byCount.remove(its);
    change.accept(its);
    if (its.count == 0) {
      all.remove(its.client);
    } else if (!its.ended.isEmpty()) {
      byCount.add(its);
    }
  }

  void clear() {
    all.clear();
    byCount.clear();
  }

  /** The one of the client's that ended first. */
  @Nullable PublishedTask oldestOf(String client) {
    Holder its = all.get(client);
    return its == null ? null : its.oldest();
  }

  /**
   * What goes for one more of this client: of whoever has the most, if that is more than it has.
   */
  @Nullable PublishedTask oldestOfMost(String client) {
    Holder most = byCount.isEmpty() ? null : byCount.first();
    return most != null && most.count > count(client) ? most.oldest() : oldestOf(client);
  }

  /** The one of the client's that ended first, of those with a response on the disk. */
  @Nullable PublishedTask oldestOnDiskOf(String client) {
    Holder its = all.get(client);
    return its == null ? null : its.oldestOnDisk();
  }

  /** The same of whoever takes the most of the disk, if that is more than this client takes. */
  @Nullable PublishedTask oldestOfLargest(String client, ToLongFunction<String> onDisk) {
    long most = onDisk.applyAsLong(client);
    PublishedTask found = oldestOnDiskOf(client);
    for (Holder each : byCount) {
      long its = onDisk.applyAsLong(each.client);
      PublishedTask oldest = its > most ? each.oldestOnDisk() : null;
      if (oldest != null) {
        most = its;
        found = oldest;
      }
    }
    return found;
  }
}
