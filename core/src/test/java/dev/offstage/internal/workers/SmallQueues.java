package dev.offstage.internal.workers;

import java.lang.reflect.Field;

/** Queues whose ring is so short that some few tasks go round it, or make it grow. */
final class SmallQueues {
  private SmallQueues() {}

  static TaskQueue queue(int capacity, int ringLength) {
    TaskQueue queue = new TaskQueue(capacity);
    try {
      Field ring = TaskQueue.class.getDeclaredField("ring");
      ring.setAccessible(true);
      ring.set(queue, new Ring(ringLength));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
    return queue;
  }
}
