package dev.offstage.internal.workers;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** One adds a task and one reserves a place where there is one left: it is taken once. */
@JCStressTest
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "The task has the place.")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "The place is reserved.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Taken twice, or by nobody.")
@State
public class LastPlace {
  private final TaskQueue queue = new TaskQueue(1);
  private final Item item = new Item();

  @Actor
  public void add(ZZ_Result result) {
    result.r1 = queue.add(item);
  }

  @Actor
  public void reserve(ZZ_Result result) {
    result.r2 = queue.reserve();
  }
}
