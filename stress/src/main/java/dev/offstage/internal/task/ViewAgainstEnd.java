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

/** A view that is made while a task ends completes as the task does. */
@JCStressTest
@State
@Outcome(id = "true", expect = ACCEPTABLE, desc = "completes")
@Outcome(expect = FORBIDDEN, desc = "never completes")
public class ViewAgainstEnd {
  private final PoolTask<String> task = new StressHome().task(() -> "42");
  private CompletableFuture<String> view = new CompletableFuture<>();

  @Actor
  public void pool() {
    Runner here = Runner.worker(task.home);
    task.run(here);
    Runner.forget();
  }

  @Actor
  public void takesView() {
    view = task.toCompletableFuture();
  }

  @Arbiter
  public void end(Z_Result seen) {
    seen.r1 = "42".equals(view.getNow("not yet"));
  }
}
