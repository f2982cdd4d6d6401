package dev.offstage.internal.gate;

import dev.offstage.internal.jvm.StackRoom;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.PoolTask;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Of the tasks of one pool that have the same value here, one is under way at a time, from when it
 * leaves its lane until no thread is in it any more: also between its attempts, and while its work
 * goes on after its time. A lane is there while one of its tasks is. Thread-safe.
 */
public final class OrderLanes {
  private final ConcurrentHashMap<String, Turnstile> lanes = new ConcurrentHashMap<>();

  /** Keeps tasks until it is their turn in the lane of this value. */
  public Gate gate(String value) {
    return new LaneGate(value);
  }

  /** How many lanes there are now. */
  public int count() {
    return lanes.size();
  }

  private final class LaneGate implements Turn.Keeper {
    private final String value;

    LaneGate(String value) {
      this.value = value;
    }

    @Override
    public boolean pass(PoolTask<?> task) {
      StackRoom.askForNestedCalls();
      Turn turn = new Turn(task, this);
      // First: a task that is cancelled meanwhile is gone before it comes.
      task.holds(turn);
      boolean[] in = new boolean[1];
      lanes.compute(
          value,
          (key, known) -> {
            Turnstile lane = known == null ? new Turnstile(1, null) : known;
            in[0] = lane.come(turn, 0);
            return lane.isIdle() ? null : lane;
          });
      return in[0];
    }

    @Override
    public void leave(Turn turn) {
      Turnstile left =
          lanes.compute(
              value,
              (key, lane) -> {
                if (lane == null) {
                  turn.where = Turn.Where.GONE;
                  return null;
                }
                lane.leave(turn);
                return lane.isIdle() ? null : lane;
              });
      if (left != null) {
        left.open(() -> 0);
      }
    }

    @Override
    public @Nullable PoolTask<?> inTheWay() {
      Turnstile lane = lanes.get(value);
      Turn holder = lane == null ? null : lane.latest();
      return holder == null ? null : holder.task;
    }
  }
}
