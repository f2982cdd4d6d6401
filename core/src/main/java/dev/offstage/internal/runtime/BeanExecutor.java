package dev.offstage.internal.runtime;

import dev.offstage.internal.workers.ServerExecutor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An executor that is a bean, looked up when the first task needs it: a pool is there before the
 * beans are. Thread-safe.
 */
final class BeanExecutor implements Supplier<ServerExecutor> {
  private final ExecutorBeans beans;
  private final String name;
  private final String setting;
  private final AtomicReference<@Nullable ServerExecutor> found = new AtomicReference<>();

  /**
   * @param setting the key and value that name it, for messages
   */
  BeanExecutor(ExecutorBeans beans, String name, String setting) {
    this.beans = beans;
    this.name = name;
    this.setting = setting;
  }

  /**
   * Returns the same one each time. Takes no lock: the framework has one, and may be making beans
   * in it that hand over tasks.
   *
   * @throws IllegalStateException if there is none, or none yet
   */
  @Override
  public ServerExecutor get() {
    ServerExecutor known = found.get();
    if (known != null) {
      return known;
    }
    try {
      ServerExecutor looked = ExecutorKinds.of(beans.executor(name));
      return found.compareAndSet(null, looked) ? looked : get();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(setting + ": " + e.getMessage(), e.getCause());
    }
  }
}
