package dev.offstage.internal.context;

import dev.offstage.internal.text.Log;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Takes away what a task has left in the thread-locals of its thread, so that the next task finds
 * them as a new thread would have them. What was there before the first task stays, and so do the
 * JDK's own. Belongs to one thread.
 */
public final class ThreadState {
  private static final String SUPPLIED = "java.lang.ThreadLocal$SuppliedThreadLocal";
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private final Set<ThreadLocal<?>> first = Collections.newSetFromMap(new IdentityHashMap<>());
  // How many entries each map had when nothing was left to take away.
  private int locals;
  private int inherited;

  private ThreadState() throws Throwable {
    first.addAll(keys(ThreadLocalsAccess.map(false)));
    first.addAll(keys(ThreadLocalsAccess.map(true)));
    locals = first.size();
  }

  /** Whether this JVM allows it. */
  public static boolean canBeCleared() {
    return ThreadLocalsAccess.isPossible();
  }

  /** What the current thread has now, before its first task; null if that cannot be found out. */
  public static @Nullable ThreadState now() {
    if (!canBeCleared()) {
      if (!SAID.getAndSet(true)) {
        Log.info(
            "offstage: what a task leaves in thread-locals stays for the next one; to have it"
                + " cleared, start this JVM with --add-opens=java.base/java.lang=ALL-UNNAMED");
      }
      return null;
    }
    try {
      return new ThreadState();
    } catch (Throwable t) {
      say(t);
      return null;
    }
  }

  /** Takes away what has come since. Never throws. */
  public void restore() {
    try {
      locals = clear(ThreadLocalsAccess.map(false), locals);
      inherited = clear(ThreadLocalsAccess.map(true), inherited);
    } catch (Throwable t) {
      // Every Throwable: the thread must go on.
      say(t);
    }
  }

  /** Returns how many entries are left, all of which may stay. */
  private int clear(@Nullable Object map, int known) throws Throwable {
    // Tasks that use none, most of them, cost no more than this.
    if (map == null || ThreadLocalsAccess.size(map) <= known) {
      return known;
    }
    for (ThreadLocal<?> key : keys(map)) {
      if (!first.contains(key) && !isOfJdk(key)) {
        remove(key);
      }
    }
    return ThreadLocalsAccess.size(map);
  }

  private static void remove(ThreadLocal<?> key) {
    try {
      key.remove();
    } catch (Throwable t) {
      // One that somebody has written in another way: the others must go all the same.
      say(t);
    }
  }

  private static List<ThreadLocal<?>> keys(@Nullable Object map) throws Throwable {
    List<ThreadLocal<?>> keys = new ArrayList<>();
    if (map != null) {
      for (Object entry : ThreadLocalsAccess.table(map)) {
        Object key = entry == null ? null : ((Reference<?>) entry).get();
        if (key != null) {
          keys.add((ThreadLocal<?>) key);
        }
      }
    }
    return keys;
  }

  /** Such as the buffers of its channels, which cost much, and hold nothing that anybody reads. */
  private static boolean isOfJdk(ThreadLocal<?> key) {
    Class<?> type = key.getClass();
    return type.getClassLoader() == null
        && type != ThreadLocal.class
        && type != InheritableThreadLocal.class
        && !type.getName().equals(SUPPLIED);
  }

  private static void say(Throwable t) {
    if (!SAID.getAndSet(true)) {
      Log.warn("offstage: a thread keeps what a task has left in its thread-locals", t);
    }
  }
}
