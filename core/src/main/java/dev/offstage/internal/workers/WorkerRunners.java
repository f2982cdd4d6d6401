package dev.offstage.internal.workers;

import dev.offstage.internal.task.Runner;
import dev.offstage.internal.task.TaskHome;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The runners of a pool's own threads. Thread-safe; an iteration sees what there was sometime. */
final class WorkerRunners implements Iterable<Runner> {
  private final Set<Runner> all = ConcurrentHashMap.newKeySet();

  /** Makes the current thread, which is the pool's own, one of them. */
  Runner add(TaskHome home) {
    return added(Runner.worker(home));
  }

  /** The same with a thread of somebody else's. */
  Runner addLent(TaskHome home) {
    return added(Runner.lentWorker(home));
  }

  private Runner added(Runner runner) {
    all.add(runner);
    return runner;
  }

  /** The current thread is none any more. */
  void remove(@Nullable Runner runner) {
    if (runner != null) {
      all.remove(runner);
      Runner.forget();
    }
  }

  @Override
  public Iterator<Runner> iterator() {
    return all.iterator();
  }
}
