package dev.offstage.internal.workers;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.task.StressHome;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A task is handed over while a thread falls asleep: the thread sees the task, or the task wakes
 * the thread. Results: whether a thread sleeps on, and whether a task waits.
 */
@JCStressTest
@State
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "awake, and will look for it")
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "woken with it, or it was refused")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "it was refused: there was no thread yet")
@Outcome(expect = FORBIDDEN, desc = "sleeps while it waits")
public class SleeperAgainstHandOver {
  private final ThreadWorkers workers =
      new ThreadWorkers(
          new StressHome(), 0, 1, PoolThreads.platform("never started", null), () -> {});
  private final Item item = new Item();
  private boolean sleeps;
  private IdleThreads.Sleeper self = new IdleThreads().add();
  private Entry entry = Entry.FULL;

  public SleeperAgainstHandOver() {
    // As many threads as there may be, all awake: nobody looks after the queue.
    workers.look();
  }

  @Actor
  public void pool() {
    self = workers.idle.add();
    sleeps = workers.maySleep();
  }

  @Actor
  public void submitter() {
    entry = workers.offer(item);
  }

  @Arbiter
  public void end(ZZ_Result seen) {
    seen.r1 = sleeps && self.get() == null;
    seen.r2 = entry == Entry.TAKEN && workers.queued() > 0;
  }
}
