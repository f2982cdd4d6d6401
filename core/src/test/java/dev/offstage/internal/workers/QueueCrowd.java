package dev.offstage.internal.workers;

import dev.offstage.internal.task.Queued;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Many threads at one queue: some add, reserve and remove, others take and swap. */
final class QueueCrowd {
  private static final int LANE = -1;

  private final TaskQueue queue;
  private final int capacity;
  private final int producers;
  private final int items;
  // What is in there and reserved, or less: counted after it got in, and before it gets out.
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger left;
  private final AtomicIntegerArray out;
  final AtomicInteger refused = new AtomicInteger();
  final AtomicInteger removed = new AtomicInteger();
  final AtomicInteger swapped = new AtomicInteger();

  QueueCrowd(TaskQueue queue, int capacity, int producers, int items) {
    this.queue = queue;
    this.capacity = capacity;
    this.producers = producers;
    this.items = items;
    this.left = new AtomicInteger(producers * items);
    this.out = new AtomicIntegerArray(producers * items);
  }

  /** Returns when each item has come out, once. */
  void run(int consumers, long seed) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < producers; i++) {
        int number = i;
        all.add(threads.submit(failing(() -> produce(number, new Random(seed + number)))));
      }
      for (int i = 0; i < consumers; i++) {
        Random random = new Random(seed - 1 - i);
        all.add(threads.submit(failing(() -> consume(random))));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    check(queue.poll() == null && queue.size() == 0, "something is left");
    check(inside.get() == 0, "counted wrongly");
  }

  private interface Part {
    void run();
  }

  /** What fails ends the others. */
  private Callable<Void> failing(Part part) {
    return () -> {
      try {
        part.run();
        return null;
      } catch (Throwable t) {
        left.set(0);
        throw t;
      }
    };
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new AssertionError(otherwise);
    }
  }

  private void produce(int number, Random random) {
    Item last = null;
    for (int i = 0; i < items && left.get() > 0; i++) {
      Item item = new Item(number, i);
      while (left.get() > 0 && !addInSomeWay(item, random)) {
        refused.incrementAndGet();
        Thread.yield();
      }
      if (last != null && random.nextInt(3) == 0) {
        remove(last);
      }
      if (random.nextInt(200) == 0) {
        queue.resize(capacity);
      }
      last = item;
    }
  }

  private boolean addInSomeWay(Item item, Random random) {
    if (random.nextInt(4) > 0) {
      return queue.add(item) && cameIn();
    }
    if (!queue.reserve()) {
      return false;
    }
    cameIn();
    if (random.nextBoolean()) {
      queue.addReserved(item);
      return true;
    }
    inside.decrementAndGet();
    queue.giveBack();
    return false;
  }

  private boolean cameIn() {
    int now = inside.incrementAndGet();
    if (now > capacity) {
      throw new AssertionError(now + " are in a queue of " + capacity);
    }
    return true;
  }

  private void remove(Item item) {
    inside.decrementAndGet();
    if (queue.remove(item)) {
      removed.incrementAndGet();
      cameOut(item);
    } else {
      inside.incrementAndGet();
    }
  }

  private void cameOut(Item item) {
    if (out.getAndIncrement(item.producer * items + item.number) > 0) {
      throw new AssertionError(item + " came out twice");
    }
    left.decrementAndGet();
  }

  private void consume(Random random) {
    int[] last = new int[producers];
    Queued lane = null;
    while (left.get() > 0) {
      Queued next = lane == null ? poll() : queue.swap(lane);
      swapped.addAndGet(lane != null && next != null ? 1 : 0);
      lane = null;
      if (next == null) {
        Thread.yield();
        continue;
      }
      Item item = (Item) next;
      if (item.producer == LANE) {
        // Some turns, so that there is room for other things in between.
        lane = item.number > 0 ? new Item(LANE, item.number - 1) : null;
        continue;
      }
      if (item.number < last[item.producer]) {
        throw new AssertionError(item + " came after number " + last[item.producer]);
      }
      last[item.producer] = item.number;
      cameOut(item);
      if (random.nextInt(20) == 0) {
        lane = new Item(LANE, random.nextInt(3));
      }
    }
    for (Queued rest = poll(); rest != null; rest = poll()) {
      check(((Item) rest).producer == LANE, "a task is left");
    }
  }

  private Queued poll() {
    inside.decrementAndGet();
    Queued next = queue.poll();
    if (next == null) {
      inside.incrementAndGet();
    }
    return next;
  }
}
