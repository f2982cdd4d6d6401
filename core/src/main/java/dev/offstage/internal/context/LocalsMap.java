package dev.offstage.internal.context;

import java.lang.ref.Reference;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the two maps that a thread keeps its thread-locals in, and what is to be in there: the
 * values of some time. The JDK's own belong to nobody, and a {@link StaysOnThread} knows best;
 * neither is touched. Belongs to one thread.
 */
final class LocalsMap {
  private static final String SUPPLIED = "java.lang.ThreadLocal$SuppliedThreadLocal";
  private static final Object[] EMPTY = {};
  private static final Object ANY = new Object();

  private final boolean inherited;
  private final IdentityHashMap<ThreadLocal<?>, @Nullable Object> wanted = new IdentityHashMap<>();
  // What there was when nothing was left to do: the table, its entries, their places and values.
  private Object[] table = EMPTY;
  private Object[] entries = EMPTY;
  private int[] places = {};
  private @Nullable Object[] values = EMPTY;

  LocalsMap(boolean inherited) {
    this.inherited = inherited;
  }

  /** Whether this JVM allows it. Without it nothing else here may be called. */
  static boolean canBeRead() {
    return ThreadLocalsAccess.isPossible();
  }

  private Object[] tableNow() throws Throwable {
    Object map = ThreadLocalsAccess.map(inherited);
    return map == null ? EMPTY : ThreadLocalsAccess.table(map);
  }

  /** What is there now is to be there. */
  void keep() throws Throwable {
    wanted.clear();
    for (Object entry : tableNow()) {
      ThreadLocal<?> key = key(entry);
      if (key != null && !isLeftAlone(key)) {
        wanted.put(key, ThreadLocalsAccess.value(entry));
      }
    }
    remember();
  }

  /** Nothing of what is there now is to be there. */
  void empty() throws Throwable {
    wanted.clear();
    restore();
  }

  /** Makes it what it is to be. */
  void restore() throws Throwable {
    // Most tasks use none, and cost no more than this.
    if (isAsRemembered()) {
      return;
    }
    // A copy: what is removed makes others move.
    for (Object entry : tableNow().clone()) {
      ThreadLocal<?> key = key(entry);
      if (key != null && !isLeftAlone(key) && !wanted.containsKey(key)) {
        remove(key);
      }
    }
    for (Map.Entry<ThreadLocal<?>, @Nullable Object> each : wanted.entrySet()) {
      if (!isThere(each.getKey(), each.getValue())) {
        set(each.getKey(), each.getValue());
      }
    }
    remember();
  }

  private boolean isThere(ThreadLocal<?> key, @Nullable Object value) throws Throwable {
    for (Object entry : tableNow()) {
      if (key == key(entry)) {
        return ThreadLocalsAccess.value(entry) == value;
      }
    }
    return false;
  }

  private boolean isAsRemembered() throws Throwable {
    Object map = ThreadLocalsAccess.map(inherited);
    if (map == null) {
      return table == EMPTY;
    }
    if (ThreadLocalsAccess.size(map) != entries.length || ThreadLocalsAccess.table(map) != table) {
      return false;
    }
    // The number alone says nothing: entries also go by themselves, and others take their places.
    for (int i = 0; i < entries.length; i++) {
      Object entry = entries[i];
      if (table[places[i]] != entry
          || (values[i] != ANY && values[i] != ThreadLocalsAccess.value(entry))) {
        return false;
      }
    }
    return true;
  }

  private void remember() throws Throwable {
    table = tableNow();
    int count = 0;
    for (Object entry : table) {
      count += entry == null ? 0 : 1;
    }
    entries = new Object[count];
    places = new int[count];
    values = new Object[count];
    int at = 0;
    for (int i = 0; i < table.length; i++) {
      Object entry = table[i];
      if (entry != null) {
        ThreadLocal<?> key = key(entry);
        entries[at] = entry;
        places[at] = i;
        values[at] = key == null || isLeftAlone(key) ? ANY : ThreadLocalsAccess.value(entry);
        at++;
      }
    }
  }

  private static @Nullable ThreadLocal<?> key(@Nullable Object entry) {
    return entry == null ? null : (ThreadLocal<?>) ((Reference<?>) entry).get();
  }

  /** The JDK's, such as the buffers of its channels, cost much and hold nothing that is read. */
  private static boolean isLeftAlone(ThreadLocal<?> key) {
    Class<?> type = key.getClass();
    return type == StaysOnThread.class
        || (type.getClassLoader() == null
            && type != ThreadLocal.class
            && type != InheritableThreadLocal.class
            && !type.getName().equals(SUPPLIED));
  }

  private static void remove(ThreadLocal<?> key) {
    try {
      key.remove();
    } catch (Throwable t) {
      // One that somebody has written in another way: the others must go all the same.
      ThreadState.say(t);
    }
  }

  @SuppressWarnings("unchecked") // it was in there
  private static void set(ThreadLocal<?> key, @Nullable Object value) {
    try {
      ((ThreadLocal<@Nullable Object>) key).set(value);
    } catch (Throwable t) {
      // The same.
      ThreadState.say(t);
    }
  }
}
