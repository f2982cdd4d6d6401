package dev.offstage.durable.engine;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.Resolvable;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.task.Task;
import java.util.ArrayList;
import java.util.Optional;

/** One task of the engine for all names: which of them are known is not its concern. */
@SuppressWarnings("rawtypes") // as what it overrides
final class AnyName extends TaskResolver {
  private final Task task;

  AnyName(Clock clock, Task<?> task) {
    super(new SchedulerListeners(new ArrayList<>()), clock, new ArrayList<>());
    this.task = task;
  }

  @Override
  public Optional<Task> resolve(Resolvable resolvable, boolean addUnresolvedToExclusionFilter) {
    return Optional.of(task);
  }
}
