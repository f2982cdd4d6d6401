package dev.offstage.internal.workers;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A consumer and a remover come to the same task: exactly one of them gets it. */
@JCStressTest
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "The consumer has it.")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "The remover has it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both, or nobody.")
@State
public class RemoveAgainstPoll {
  private final TaskQueue queue = new TaskQueue(4);
  private final Item item = new Item();

  public RemoveAgainstPoll() {
    queue.add(item);
  }

  @Actor
  public void poll(ZZ_Result result) {
    result.r1 = queue.poll() != null;
  }

  @Actor
  public void remove(ZZ_Result result) {
    result.r2 = queue.remove(item);
  }
}
