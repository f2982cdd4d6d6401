package dev.offstage.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.offstage.Task;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZZ_Result;

/**
 * A task ends or is cancelled: both see the same, it is counted once, and its interrupt does not
 * stay on the thread. Results: what the cancel returned, whether it is cancelled, whether it was
 * counted once, whether an interrupt was left.
 */
@JCStressTest
@State
@Outcome(id = "true, true, true, false", expect = ACCEPTABLE, desc = "cancelled in time")
@Outcome(id = "false, false, true, false", expect = ACCEPTABLE, desc = "too late to cancel it")
@Outcome(expect = FORBIDDEN, desc = "two ends, or an interrupt for what comes next")
public class CancelAgainstEnd {
  private final StressHome home = new StressHome();
  private final PoolTask<String> task = home.task(() -> "42");

  @Actor
  public void pool(ZZZZ_Result seen) {
    Runner here = Runner.worker(home);
    task.run(here);
    seen.r4 = Thread.interrupted();
    Runner.forget();
  }

  @Actor
  public void canceller(ZZZZ_Result seen) {
    seen.r1 = task.cancel(true);
  }

  @Arbiter
  public void end(ZZZZ_Result seen) {
    seen.r2 = task.status() == Task.Status.CANCELLED;
    seen.r3 = home.ended() == 1;
  }
}
