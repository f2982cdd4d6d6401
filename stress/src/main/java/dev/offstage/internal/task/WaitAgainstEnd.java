package dev.offstage.internal.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Who begins to wait while a task ends either sees the end or is told. The two ways to wait: with a
 * thread, and with a view.
 */
@JCStressTest
@State
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both hear of the end")
@Outcome(expect = FORBIDDEN, desc = "somebody waits for ever")
public class WaitAgainstEnd {
  private final PoolTask<String> task = new StressHome().task(() -> "42");
  private CompletableFuture<?> waiter = new CompletableFuture<>();
  private boolean isOver;
  private CompletableFuture<String> view = new CompletableFuture<>();

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

  @Actor
  public void takesView() {
    view = task.toCompletableFuture();
  }

  @Arbiter
  public void end(ZZ_Result seen) {
    seen.r1 = isOver || waiter.isDone();
    seen.r2 = view.isDone();
  }
}
