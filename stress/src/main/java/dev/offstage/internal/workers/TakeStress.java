package dev.offstage.internal.workers;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Of a taker, a remover and one that moves the ring, exactly one gets the task. */
@JCStressTest
@State
@Outcome(id = {"1, 0, 0", "0, 1, 0"}, expect = ACCEPTABLE, desc = "one gets it")
@Outcome(expect = FORBIDDEN, desc = "it is lost, doubled, or still there")
public class TakeStress {
  private final StressItem item = new StressItem();
  private final TaskQueue queue = new TaskQueue(4);

  public TakeStress() {
    queue.add(item);
  }

  @Actor
  public void takes(III_Result got) {
    got.r1 = queue.poll() == item ? 1 : 0;
  }

  @Actor
  public void removes(III_Result got) {
    got.r2 = queue.remove(item) ? 1 : 0;
  }

  @Actor
  public void moves() {
    queue.resize(4);
  }

  @Arbiter
  public void rest(III_Result got) {
    got.r3 = queue.size();
  }
}
