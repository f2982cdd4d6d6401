package dev.offstage.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.offstage.Task;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Who sees that a task has ended sees what it returned and when, too, without any lock. */
@JCStressTest
@State
@Outcome(id = "false, false, false", expect = ACCEPTABLE, desc = "has not ended yet")
@Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "has ended, and all is there")
@Outcome(expect = FORBIDDEN, desc = "has ended, but not all is there")
public class OutcomeSeen {
  private final PoolTask<String> task = new StressHome().task(() -> "42");

  @Actor
  public void pool() {
    Runner here = Runner.worker(task.home);
    task.run(here);
    Runner.forget();
  }

  @Actor
  public void reader(ZZZ_Result seen) {
    if (task.status() == Task.Status.SUCCEEDED) {
      seen.r1 = true;
      seen.r2 = "42".equals(task.outcome());
      seen.r3 = task.startedAt > 0 && task.finishedAt >= task.startedAt;
    }
  }
}
