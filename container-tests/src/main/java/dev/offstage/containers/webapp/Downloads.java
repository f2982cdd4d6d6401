package dev.offstage.containers.webapp;

import dev.offstage.Background;
import dev.offstage.Start;

/** Slow work as a legacy class has it, marked for the agent. */
final class Downloads {
  @Background
  void download(String gate) throws InterruptedException {
    Gates.pass(gate);
  }

  @Background(start = Start.AFTER_RESPONSE)
  void downloadAfterwards(String gate) throws InterruptedException {
    Gates.pass(gate);
  }
}
