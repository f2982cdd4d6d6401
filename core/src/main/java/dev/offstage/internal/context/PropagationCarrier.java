package dev.offstage.internal.context;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;

/** Every thread-local for which the application has a context-propagation accessor. */
final class PropagationCarrier implements ContextCarrier {
  private final ContextSnapshotFactory factory =
      ContextSnapshotFactory.builder().clearMissing(true).build();

  @Override
  public Object capture() {
    return factory.captureAll();
  }

  @Override
  public @Nullable Object apply(@Nullable Object captured) {
    return captured == null ? null : ((ContextSnapshot) captured).setThreadLocals();
  }

  @Override
  public void restore(@Nullable Object previous) {
    if (previous != null) {
      ((ContextSnapshot.Scope) previous).close();
    }
  }
}
