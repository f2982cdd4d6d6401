package dev.offstage.internal.workers;

import dev.offstage.Priority;
import dev.offstage.testing.Soak;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In whatever order threads take their steps, what comes first of three levels is what should. */
class LevelsLincheckIT {
  private static final int THREADS = 2;

  /** The real queue. Items know their thread and number, by which their turn is. */
  public static class Real {
    private final LeveledQueue queue = new LeveledQueue(100);
    private final Item low = new Item(9, 1, Priority.LOW);
    private final int[] added = new int[THREADS + 2];

    public Real() {
      queue.addPastBound(low);
    }

    private boolean add(int thread, Priority level) {
      boolean reserved = queue.reserve();
      if (reserved) {
        queue.addReserved(new Item(thread, added[thread]++, level));
      }
      return reserved;
    }

    @Operation
    public boolean addHigh(@Param(gen = ThreadIdGen.class) int thread) {
      return add(thread, Priority.HIGH);
    }

    @Operation
    public boolean addLow(@Param(gen = ThreadIdGen.class) int thread) {
      return add(thread, Priority.LOW);
    }

    @Operation
    public boolean addPlain(@Param(gen = ThreadIdGen.class) int thread) {
      return queue.add(new Item(thread, added[thread]++));
    }

    @Operation
    public @Nullable String poll() {
      return Item.name(queue.poll());
    }

    @Operation
    public boolean removeFirstLow() {
      return queue.remove(low);
    }
  }

  /** The same of one thread. */
  public static class Plain {
    private final List<List<Item>> levels = new ArrayList<>();
    private final int[] added = new int[THREADS + 2];

    public Plain() {
      for (int i = 0; i < 3; i++) {
        levels.add(new ArrayList<>());
      }
      levels.get(Priority.LOW.ordinal()).add(new Item(9, 1, Priority.LOW));
    }

    private boolean add(int thread, Priority level) {
      return levels.get(level.ordinal()).add(new Item(thread, added[thread]++, level));
    }

    public boolean addHigh(int thread) {
      return add(thread, Priority.HIGH);
    }

    public boolean addLow(int thread) {
      return add(thread, Priority.LOW);
    }

    public boolean addPlain(int thread) {
      return add(thread, Priority.NORMAL);
    }

    public @Nullable String poll() {
      List<Item> next = null;
      for (Priority level : new Priority[] {Priority.NORMAL, Priority.LOW, Priority.HIGH}) {
        List<Item> its = levels.get(level.ordinal());
        if (!its.isEmpty() && (next == null || its.get(0).turn() < next.get(0).turn())) {
          next = its;
        }
      }
      return next == null ? null : next.remove(0).toString();
    }

    public boolean removeFirstLow() {
      return levels.get(Priority.LOW.ordinal()).removeIf(item -> item.producer == 9);
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void no_order_of_steps_breaks_the_order_of_levels() {
    new ModelCheckingOptions()
        .threads(THREADS)
        .actorsPerThread(4)
        .iterations(Soak.count(12, 300))
        .invocationsPerIteration(500)
        .sequentialSpecification(Plain.class)
        .check(Real.class);
  }
}
