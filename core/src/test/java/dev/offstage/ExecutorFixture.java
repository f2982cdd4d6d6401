package dev.offstage;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** What the parts of {@link ExecutorServiceContract} need. */
interface ExecutorFixture {
  /** A new executor, to be shut down by the fixture. */
  ExecutorService open(int threads, int queue);

  /** The gate of this test; the fixture opens it in the end. */
  Gate gate();

  /** Work that waits at the gate and has this result. */
  default Callable<String> passing(String result) {
    return () -> {
      gate().pass();
      return result;
    };
  }

  /** Work that waits at the gate and counts when it is interrupted there. */
  default Callable<String> countingInterrupts(AtomicInteger count) {
    return () -> {
      try {
        gate().pass();
      } catch (InterruptedException e) {
        count.incrementAndGet();
      }
      return "";
    };
  }
}
