package dev.offstage.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Holds slow work up until a test opens it, or for so long as nobody would wait. */
@Component
class Gate {
  private final CountDownLatch open = new CountDownLatch(1);

  void open() {
    open.countDown();
  }

  void pass() throws InterruptedException {
    open.await(60, TimeUnit.SECONDS);
  }
}
