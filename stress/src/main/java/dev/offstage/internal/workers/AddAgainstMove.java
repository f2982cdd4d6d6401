package dev.offstage.internal.workers;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A task is added while the ring is copied into another one: it is in the queue afterwards. */
@JCStressTest
@Outcome(id = "true, 2", expect = Expect.ACCEPTABLE, desc = "Both tasks are there.")
@Outcome(expect = Expect.FORBIDDEN, desc = "One is lost, or there twice.")
@State
public class AddAgainstMove {
  private final TaskQueue queue = new TaskQueue(4);
  private final Item item = new Item();

  public AddAgainstMove() {
    queue.add(new Item());
  }

  @Actor
  public void add(ZI_Result result) {
    result.r1 = queue.add(item);
  }

  @Actor
  public void move() {
    queue.resize(5);
  }

  @Arbiter
  public void count(ZI_Result result) {
    while (queue.poll() != null) {
      result.r2++;
    }
  }
}
