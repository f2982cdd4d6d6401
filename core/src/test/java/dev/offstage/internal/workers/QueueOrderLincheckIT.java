package dev.offstage.internal.workers;

import dev.offstage.testing.Soak;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In whatever order threads take their steps, a queue with room is first in, first out. */
class QueueOrderLincheckIT {
  private static final int THREADS = 2;
  private static final int PLENTY = 100;

  /** The real queue, with a ring that a few tasks go round. */
  public static class Real {
    private final TaskQueue queue = SmallQueues.queue(PLENTY, 2);
    private final Item first = new Item(9, 1);
    private final List<List<Item>> added = new ArrayList<>();

    public Real() {
      for (int i = 0; i <= THREADS + 1; i++) {
        added.add(new ArrayList<>());
      }
      queue.add(first);
    }

    private Item next(int thread) {
      List<Item> own = added.get(thread);
      Item item = new Item(thread, own.size());
      own.add(item);
      return item;
    }

    @Operation
    public boolean add(@Param(gen = ThreadIdGen.class) int thread) {
      return queue.add(next(thread));
    }

    @Operation
    public boolean addReserved(@Param(gen = ThreadIdGen.class) int thread) {
      boolean reserved = queue.reserve();
      if (reserved) {
        queue.addReserved(next(thread));
      }
      return reserved;
    }

    @Operation
    public boolean reserveInVain() {
      boolean reserved = queue.reserve();
      if (reserved) {
        queue.giveBack();
      }
      return reserved;
    }

    @Operation
    public @Nullable String poll() {
      return Item.name(queue.poll());
    }

    /** Any thread cancels what was there before. */
    @Operation
    public boolean removeFirst() {
      return queue.remove(first);
    }

    /** A thread takes back what it has added itself: nobody knows a task that is being added. */
    @Operation
    public boolean removeOwn(@Param(gen = ThreadIdGen.class) int thread) {
      List<Item> own = added.get(thread);
      return !own.isEmpty() && queue.remove(own.get(own.size() - 1));
    }

    /** Everything goes into another ring. */
    @Operation
    public void resize() {
      queue.resize(PLENTY);
    }
  }

  /** The same of one thread. */
  public static class Plain {
    private final Deque<String> queue = new ArrayDeque<>();
    private final int[] added = new int[THREADS + 2];

    public Plain() {
      queue.add("9.1");
    }

    public boolean add(int thread) {
      return queue.add(thread + "." + added[thread]++);
    }

    public boolean addReserved(int thread) {
      return add(thread);
    }

    public boolean reserveInVain() {
      return true;
    }

    public @Nullable String poll() {
      return queue.poll();
    }

    public boolean removeFirst() {
      return queue.remove("9.1");
    }

    public boolean removeOwn(int thread) {
      return queue.remove(thread + "." + (added[thread] - 1));
    }

    public void resize() {}
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void no_order_of_steps_breaks_the_order_of_tasks() {
    new ModelCheckingOptions()
        .threads(THREADS)
        .actorsPerThread(4)
        .iterations(Soak.count(12, 300))
        .invocationsPerIteration(500)
        .sequentialSpecification(Plain.class)
        .check(Real.class);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void nor_do_threads_that_run_freely() {
    new StressOptions()
        .threads(THREADS)
        .actorsPerThread(4)
        .iterations(Soak.count(10, 300))
        .invocationsPerIteration(200)
        .sequentialSpecification(Plain.class)
        .check(Real.class);
  }
}
