package dev.offstage.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Who begins to wait while a task ends either sees the end or is told. */
@JCStressTest
@State
@Outcome(id = "true", expect = ACCEPTABLE, desc = "hears of the end")
@Outcome(expect = FORBIDDEN, desc = "waits for ever")
public class WaitAgainstEnd {
  private final PoolTask<String> task = new StressHome().task(() -> "42");
  private CompletableFuture<?> waiter = new CompletableFuture<>();
  private boolean isOver;

  @Actor
  public void pool() {
    Runner here = Runner.worker(task.home);
    task.run(here);
    Runner.forget();
  }

  @Actor
  public void waits() {
    waiter = task.course().waiters();
    isOver = task.isOver();
  }

  @Arbiter
  public void end(Z_Result seen) {
    seen.r1 = isOver || waiter.isDone();
  }
}
