package dev.offstage.internal.runtime;

import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.Executor;

/** Finds executors that an application's framework has under names, as Spring its beans. */
@FunctionalInterface
public interface ExecutorBeans {
  /**
   * Finds one. Called outside of any lock.
   *
   * @throws IllegalStateException if there is none of that name, or none yet; the message says what
   *     there is
   */
  Executor executor(String name);

  /** The framework's contexts that are there now, in the order to look into. */
  default Collection<?> contexts() {
    return Collections.emptyList();
  }
}
