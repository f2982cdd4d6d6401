package dev.offstage.internal.agent;

import dev.offstage.Task;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.store.StorePool;
import dev.offstage.internal.store.TaskStore;
import dev.offstage.internal.store.Written;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Stored;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store in memory that refuses what a test says. */
final class FakeStore implements TaskStore, Stored {
  final List<Plan> written = new ArrayList<>();
  @Nullable RuntimeException refusal;

  @Override
  public boolean takes(StorePool pool) {
    return true;
  }

  @Override
  public void check(Method method, Plan plan) {
    if (refusal != null) {
      throw refusal;
    }
  }

  @Override
  public Written write(PoolTask<?> task, Plan plan, StorePool pool, boolean here) {
    if (refusal != null) {
      throw refusal;
    }
    written.add(plan);
    return new Written(this, null);
  }

  @Override
  public void open(Iterable<? extends StorePool> pools) {}

  @Override
  public void stopTaking() {}

  @Override
  public void close() {}

  @Override
  public String describe() {
    return "in memory";
  }

  @Override
  public boolean mayBegin() {
    return true;
  }

  @Override
  public boolean settle(Task.Status how, @Nullable Object outcome) {
    return true;
  }

  @Override
  public void again(int attempts, Duration wait, Throwable failure) {}

  @Override
  public void ended(
      Task.Status how, @Nullable Object outcome, @Nullable String cause, boolean byEnd) {}
}
