package dev.offstage.internal.workers;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A submitter adds and then looks at the flag; a sleeper sets the flag and then looks at the queue.
 */
@JCStressTest
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "The submitter wakes the sleeper.")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "The sleeper sees the task.")
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Both.")
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "The task waits for nobody.")
@State
public class LostWakeUp {
  private final TaskQueue queue = new TaskQueue(4);
  private final Item item = new Item();
  private volatile boolean attention;

  @Actor
  public void submit(ZZ_Result result) {
    queue.add(item);
    result.r1 = attention;
  }

  @Actor
  public void sleep(ZZ_Result result) {
    attention = true;
    result.r2 = !queue.isEmpty();
  }
}
