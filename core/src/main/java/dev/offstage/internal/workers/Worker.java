package dev.offstage.internal.workers;

import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What a thread of {@link ThreadWorkers} does: one task after the other, and sleep in between. */
final class Worker implements Runnable {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

  // Some servers tell nobody that a start has failed, and a thread keeps the class loader.
  private static final long IDLE_NANOS_AT_START = TimeUnit.SECONDS.toNanos(1);

  // Waking a thread costs much more than looking some more times, when tasks come in a stream.
  private static final int LOOKS = 200;

  private final ThreadWorkers workers;
  private @Nullable Queued first;

  Worker(ThreadWorkers workers, @Nullable Queued first) {
    this.workers = workers;
    this.first = first;
  }

  @Override
  public void run() {
    Runner runner = null;
    try {
      runner = workers.begin();
      Queued task = first == null ? next(runner) : first;
      first = null;
      while (task != null) {
        Queued ordered = runner.run(task);
        // While this thread sleeps its stack keeps nothing of the last task.
        task = null;
        task = after(ordered, runner);
      }
    } finally {
      workers.end(runner, first);
    }
  }

  private @Nullable Queued after(@Nullable Queued ordered, Runner runner) {
    if (ordered != null) {
      return ordered;
    }
    if (workers.hasTooMany()) {
      return null;
    }
    Queued task = workers.poll();
    return task != null ? task : next(runner);
  }

  /** Waits for work; null when this thread is not needed any more. */
  private @Nullable Queued next(Runner runner) {
    runner.lastEnd(0);
    while (true) {
      for (int i = 0; i < LOOKS; i++) {
        Queued task = workers.poll();
        if (task != null) {
          return task;
        }
      }
      if (workers.isClosed() || workers.hasTooMany()) {
        return null;
      }
      IdleThreads.Sleeper self = workers.idle.add();
      long most = workers.home.isStarting() ? IDLE_NANOS_AT_START : IDLE_NANOS;
      long until = System.nanoTime() + most;
      if (workers.maySleep()) {
        sleep(self, most, until);
      }
      Object mail = self.wakeUp();
      workers.look();
      Queued task = IdleThreads.taskIn(mail);
      if (task == null) {
        task = workers.poll();
      }
      if (task != null) {
        return task;
      }
      if (mail == null && System.nanoTime() - until >= 0) {
        return null;
      }
    }
  }

  private void sleep(IdleThreads.Sleeper self, long most, long until) {
    long left = most;
    while (self.get() == null && left > 0) {
      LockSupport.parkNanos(workers, left);
      // What was meant for the task before must not end every sleep at once.
      Thread.interrupted();
      left = until - System.nanoTime();
    }
  }
}
