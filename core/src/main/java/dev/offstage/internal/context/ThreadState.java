package dev.offstage.internal.context;

import dev.offstage.internal.text.Log;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a thread is to each of its tasks: takes away what a task has left there, and brings back
 * what it has changed, in its thread-locals and in what the thread says of itself. Belongs to one
 * thread.
 */
public final class ThreadState {
  private static final boolean POSSIBLE = LocalsMap.canBeRead();
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private final Thread thread = Thread.currentThread();
  private final String name = thread.getName();
  private final int priority = thread.getPriority();
  private final @Nullable UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
  // Null where this JVM does not let us at them.
  private final @Nullable LocalsMap locals;
  private final @Nullable LocalsMap inherited;

  private ThreadState(@Nullable LocalsMap locals, @Nullable LocalsMap inherited) {
    this.locals = locals;
    this.inherited = inherited;
  }

  /** Whether this JVM allows that for thread-locals. */
  public static boolean canBeCleared() {
    return POSSIBLE;
  }

  /** As the current thread is now, before its first task. Never throws. */
  public static ThreadState now() {
    if (!canBeCleared()) {
      if (!SAID.getAndSet(true)) {
        Log.info(
            "offstage: what a task leaves in thread-locals stays for the next one; to have it"
                + " cleared, start this JVM with --add-opens=java.base/java.lang=ALL-UNNAMED");
      }
      return new ThreadState(null, null);
    }
    try {
      LocalsMap locals = new LocalsMap(false);
      LocalsMap inherited = new LocalsMap(true);
      locals.keep();
      inherited.keep();
      return new ThreadState(locals, inherited);
    } catch (Throwable t) {
      say(t);
      return new ThreadState(null, null);
    }
  }

  /**
   * From now on the thread has none of those that it has inherited. {@link #restore} of an earlier
   * state brings them back. Never throws.
   */
  public static void forgetInherited() {
    forget(true);
  }

  /** The same for all others. */
  public static void forgetOwn() {
    forget(false);
  }

  private static void forget(boolean inherited) {
    if (canBeCleared()) {
      try {
        new LocalsMap(inherited).empty();
      } catch (Throwable t) {
        say(t);
      }
    }
  }

  /** Makes the thread what it was. Never throws. */
  public void restore() {
    try {
      if (locals != null && inherited != null) {
        locals.restore();
        inherited.restore();
      }
      restoreThread();
    } catch (Throwable t) {
      // Every Throwable: the thread must go on.
      say(t);
    }
  }

  /** For whoever reads the log or a thread dump, it would be the task before. */
  @SuppressWarnings("ThreadPriorityCheck") // relies on none: it is what it was
  private void restoreThread() {
    if (!name.equals(thread.getName())) {
      thread.setName(name);
    }
    if (priority != thread.getPriority()) {
      thread.setPriority(priority);
    }
    if (handler != thread.getUncaughtExceptionHandler()) {
      thread.setUncaughtExceptionHandler(handler == thread.getThreadGroup() ? null : handler);
    }
  }

  static void say(Throwable t) {
    if (!SAID.getAndSet(true)) {
      Log.warn("offstage: a thread keeps what a task has left in its thread-locals", t);
    }
  }
}
