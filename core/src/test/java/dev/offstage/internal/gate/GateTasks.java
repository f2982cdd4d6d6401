package dev.offstage.internal.gate;

import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.StubHome;
import java.util.Arrays;

/** Tasks without a pool, which go through gates and then tell a test. */
final class GateTasks {
  private final StubHome home = new StubHome();

  /** One that ends when the test cancels it. */
  PoolTask<String> task(String name) {
    Origin origin = Origin.of(this).renamed(name);
    return new PoolTask<>(home, () -> "done", origin, home.captureContext());
  }

  /** Sends it through a gate. */
  static void send(PoolTask<?> task, Gate gate, Runnable through) {
    Gate last =
        passing -> {
          through.run();
          return false;
        };
    task.passes(Arrays.asList(gate, last));
  }
}
