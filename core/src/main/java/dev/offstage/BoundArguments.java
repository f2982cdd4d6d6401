package dev.offstage;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Bound} and {@link BoundWork} keep apart. Immutable. */
public abstract class BoundArguments {
  private final Object target;
  private final List<@Nullable Object> arguments;

  BoundArguments(Object target, @Nullable Object... arguments) {
    this.target = target;
    this.arguments = Collections.unmodifiableList(Arrays.asList(arguments));
  }

  /** What is called: one of {@link Call1} to {@link Call4} or {@link Work1} to {@link Work4}. */
  public final Object target() {
    return target;
  }

  /** What it is called with; those objects, not copies. */
  public final List<@Nullable Object> arguments() {
    return arguments;
  }
}
