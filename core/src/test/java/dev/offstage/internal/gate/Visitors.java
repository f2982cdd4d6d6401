package dev.offstage.internal.gate;

import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.PoolTask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/** Tasks that come to a gate and leave it again, and how many are past it at once. */
final class Visitors {
  private static final int COMING = 0;
  private static final int INSIDE = 1;
  private static final int GONE = 2;

  private static final class Visitor {
    final PoolTask<?> task;
    final AtomicInteger where = new AtomicInteger(COMING);

    Visitor(PoolTask<?> task) {
      this.task = task;
    }
  }

  private final GateTasks tasks = new GateTasks();
  private final int room;
  private final Deque<Visitor>[] own;
  final AtomicInteger inside = new AtomicInteger();
  final AtomicInteger letIn = new AtomicInteger();

  @SuppressWarnings({"unchecked", "rawtypes"})
  Visitors(int room, int threads) {
    this.room = room;
    own = new Deque[threads + 2];
    for (int i = 0; i < own.length; i++) {
      own[i] = new ArrayDeque<>();
    }
  }

  /** False if that is one too many. */
  boolean come(int thread, Gate gate) {
    Visitor visitor = new Visitor(tasks.task("visitor"));
    own[thread].add(visitor);
    GateTasks.send(
        visitor.task,
        gate,
        () -> {
          if (visitor.where.compareAndSet(COMING, INSIDE)) {
            letIn.incrementAndGet();
            inside.incrementAndGet();
          }
        });
    return inside.get() <= room;
  }

  /** The first one of this thread goes away, from wherever it is. */
  boolean leave(int thread) {
    Visitor visitor = own[thread].poll();
    if (visitor != null) {
      if (visitor.where.getAndSet(GONE) == INSIDE) {
        inside.decrementAndGet();
      }
      visitor.task.cancel(true);
    }
    return inside.get() <= room;
  }

  /** How many have come and not left. */
  int present() {
    int count = 0;
    for (Deque<Visitor> each : own) {
      count += each.size();
    }
    return count;
  }

  /** All go, one after the other; each time the next ones have to be let in. */
  void leaveAll(Runnable check) {
    for (int thread = 0; thread < own.length; thread++) {
      while (!own[thread].isEmpty()) {
        leave(thread);
        check.run();
      }
    }
  }
}
