package dev.offstage.internal.workers;

import dev.offstage.internal.workers.IdleThreads.Sleeper;
import dev.offstage.testing.Soak;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is handed to a thread that sleeps comes to one thread, also when that just wakes up. */
class IdleThreadsLincheckIT {
  /** Mails are numbers. */
  public static class Mails {
    private static final int MOST = 20;

    private final IdleThreads idle = new IdleThreads();
    // By thread.
    private final @Nullable Sleeper[] asleep = new Sleeper[5];
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicIntegerArray taken = new AtomicIntegerArray(MOST);
    private final AtomicIntegerArray received = new AtomicIntegerArray(MOST);

    @Operation
    public void fallAsleep(@Param(gen = ThreadIdGen.class) int thread) {
      if (asleep[thread] == null) {
        asleep[thread] = idle.add();
      }
    }

    @Operation
    public void wakeUp(@Param(gen = ThreadIdGen.class) int thread) {
      Sleeper self = asleep[thread];
      asleep[thread] = null;
      Object mail = self == null ? null : self.wakeUp();
      if (mail != null) {
        received.incrementAndGet((Integer) mail);
      }
    }

    @Operation
    public void wakeAnother() {
      int mail = next.getAndIncrement();
      if (idle.wake(mail)) {
        taken.incrementAndGet(mail);
      }
    }

    /** Takes those out that are awake. */
    @Operation
    public void look() {
      idle.isEmpty();
    }

    @Validate
    public void eachMailIsReceivedOnceIfItWasTaken() {
      for (int thread = 0; thread < asleep.length; thread++) {
        wakeUp(thread);
      }
      for (int mail = 0; mail < MOST; mail++) {
        if (taken.get(mail) != received.get(mail)) {
          throw new AssertionError(
              "mail " + mail + ": " + taken.get(mail) + " taken, " + received.get(mail) + " got");
        }
      }
      if (!idle.isEmpty()) {
        throw new AssertionError("somebody is left who does not sleep");
      }
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void each_mail_is_received_exactly_once() {
    new ModelCheckingOptions()
        .threads(3)
        .actorsPerThread(3)
        .iterations(Soak.count(15, 500))
        .invocationsPerIteration(1_000)
        .check(Mails.class);
  }
}
