package dev.offstage;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A task of a {@link ChaosRound}, and how often its work ran. */
final class ChaosItem {
  final AtomicInteger runs = new AtomicInteger();
  volatile @Nullable Task<?> task;

  /** What is wrong with it at the end; null for nothing. */
  @Nullable String complaint() {
    Task<?> its = task;
    if (its == null) {
      return "was lost by the test";
    }
    int count = runs.get();
    Task.Status how = its.status();
    if (!its.isDone()) {
      return its + " has not ended, its work ran " + count + " times";
    }
    if (count > 1 || (count == 0 && how != Task.Status.CANCELLED)) {
      return its + " ran " + count + " times";
    }
    if (how == Task.Status.FAILED && !(its.error() instanceof ChaosTasks.OnPurpose)) {
      return its + " failed with " + its.error();
    }
    return its.finished() == null ? its + " does not know when it ended" : null;
  }
}
