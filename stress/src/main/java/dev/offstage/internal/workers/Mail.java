package dev.offstage.internal.workers;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A sleeper gets up by itself just as it is handed a task: both agree on whether it has it. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "Handed over, and received.")
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "It was up already.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, or out of nothing.")
@State
public class Mail {
  private final IdleThreads idle = new IdleThreads();
  private final IdleThreads.Sleeper sleeper = idle.add();
  private final Item item = new Item();

  @Actor
  public void wake(ZZ_Result result) {
    result.r1 = idle.wake(item);
  }

  @Actor
  public void getUp(ZZ_Result result) {
    result.r2 = sleeper.wakeUp() == item;
  }
}
