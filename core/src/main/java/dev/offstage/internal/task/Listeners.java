package dev.offstage.internal.task;

import dev.offstage.Task;
import dev.offstage.TaskListener;
import dev.offstage.internal.text.Log;
import java.util.Arrays;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells every listener, and goes on when one of them throws. Thread-safe. */
public final class Listeners {
  private final CopyOnWriteArrayList<TaskListener> listeners;

  public Listeners(TaskListener... first) {
    listeners = new CopyOnWriteArrayList<>(Arrays.asList(first));
  }

  /** Adds a listener; the returned function takes it away again. */
  public Runnable add(TaskListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  public boolean isEmpty() {
    return listeners.isEmpty();
  }

  public void queued(Task<?> task) {
    if (!isEmpty()) {
      tell(listener -> listener.queued(task));
    }
  }

  public void started(Task<?> task) {
    if (!isEmpty()) {
      tell(listener -> listener.started(task));
    }
  }

  public void rejected(Task<?> task) {
    tell(listener -> listener.rejected(task));
  }

  /** The task has just reached its last state. */
  public void ended(Task<?> task) {
    Task.Status how = task.status();
    if (how == Task.Status.SUCCEEDED) {
      if (!isEmpty()) {
        tell(listener -> listener.succeeded(task));
      }
    } else if (how == Task.Status.FAILED) {
      Throwable error = task.error();
      if (error != null) {
        tell(listener -> listener.failed(task, error));
      }
    } else {
      tell(listener -> listener.cancelled(task));
    }
  }

  private void tell(Consumer<TaskListener> event) {
    for (TaskListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (Throwable t) {
        // Every Throwable: a broken listener must not break the task that it hears about.
        Log.warn("offstage: the listener " + listener.getClass().getName() + " threw", t);
      }
    }
  }
}
