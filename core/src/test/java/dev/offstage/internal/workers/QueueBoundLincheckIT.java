package dev.offstage.internal.workers;

import dev.offstage.testing.Soak;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * In whatever order threads take their steps, a queue has never accepted more than its capacity;
 * and when they rest it has room for exactly what is missing. In between it may refuse one that
 * there is just about to be room for: that is why no operation here says whether it got in.
 */
class QueueBoundLincheckIT {
  private static final int CAPACITY = 3;

  /** The operations give false when too much got in, which nothing in one thread can do. */
  public static class Bounded {
    private final TaskQueue queue = SmallQueues.queue(CAPACITY, 2);
    // What is in there and reserved, or less: counted after it got in, and before it gets out.
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Deque<Item>[] added = perThread();
    private final int[] reserved = new int[4];

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Deque<Item>[] perThread() {
      Deque<Item>[] all = new Deque[4];
      for (int i = 0; i < all.length; i++) {
        all[i] = new ArrayDeque<>();
      }
      return all;
    }

    private boolean out(BooleanSupplier step) {
      inside.decrementAndGet();
      if (!step.getAsBoolean()) {
        inside.incrementAndGet();
      }
      return true;
    }

    private Item next(int thread) {
      return new Item(thread, numbers.incrementAndGet());
    }

    @Operation
    public boolean add(@Param(gen = ThreadIdGen.class) int thread) {
      Item item = next(thread);
      if (!queue.add(item)) {
        return true;
      }
      added[thread].add(item);
      return inside.incrementAndGet() <= CAPACITY;
    }

    @Operation
    public boolean reserve(@Param(gen = ThreadIdGen.class) int thread) {
      if (!queue.reserve()) {
        return true;
      }
      reserved[thread]++;
      return inside.incrementAndGet() <= CAPACITY;
    }

    @Operation
    public void useReserved(@Param(gen = ThreadIdGen.class) int thread) {
      if (reserved[thread] > 0) {
        reserved[thread]--;
        Item item = next(thread);
        added[thread].add(item);
        queue.addReserved(item);
      }
    }

    @Operation
    public void giveBack(@Param(gen = ThreadIdGen.class) int thread) {
      if (reserved[thread] > 0) {
        reserved[thread]--;
        inside.decrementAndGet();
        queue.giveBack();
      }
    }

    @Operation
    public boolean remove(@Param(gen = ThreadIdGen.class) int thread) {
      Item own = added[thread].poll();
      return own == null || out(() -> queue.remove(own));
    }

    @Operation
    public boolean poll() {
      return out(() -> queue.poll() != null);
    }

    @Operation
    public boolean swap(@Param(gen = ThreadIdGen.class) int thread) {
      Item item = next(thread);
      if (queue.swap(item) != null) {
        added[thread].add(item);
      }
      return inside.get() <= CAPACITY;
    }

    @Operation
    public void move() {
      queue.resize(CAPACITY);
    }

    @Validate
    public void hasRoomForExactlyTheRest() {
      for (int i = inside.get(); i < CAPACITY; i++) {
        if (!queue.add(next(0))) {
          throw new AssertionError("refuses number " + (i + 1) + " of " + CAPACITY);
        }
      }
      if (queue.add(next(0)) || queue.reserve()) {
        throw new AssertionError("takes one too many");
      }
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void never_more_than_the_capacity_get_in() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(4)
        .iterations(Soak.count(15, 300))
        .invocationsPerIteration(500)
        .check(Bounded.class);
  }
}
