package dev.offstage.internal.workers;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Three come for two places at once, one of them to reserve it. */
@JCStressTest
@State
@Outcome(id = "true, true, true", expect = FORBIDDEN, desc = "one too many")
@Outcome(
    id = {"true, true, false", "true, false, true", "false, true, true"},
    expect = ACCEPTABLE,
    desc = "two get in")
@Outcome(
    id = {"true, false, false", "false, true, false", "false, false, true"},
    expect = ACCEPTABLE_INTERESTING,
    desc = "one is refused early: a reservation counts twice for some instructions")
@Outcome(expect = FORBIDDEN, desc = "nobody gets in")
public class LimitStress {
  private final TaskQueue queue = new TaskQueue(2);

  @Actor
  public void adds(ZZZ_Result got) {
    got.r1 = queue.add(new StressItem());
  }

  @Actor
  public void addsToo(ZZZ_Result got) {
    got.r2 = queue.add(new StressItem());
  }

  @Actor
  public void reserves(ZZZ_Result got) {
    got.r3 = queue.reserve();
  }
}
