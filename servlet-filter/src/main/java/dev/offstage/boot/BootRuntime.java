package dev.offstage.boot;

import dev.offstage.internal.runtime.OffstageRuntime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What has started for one Spring context, whoever has started it. Thread-safe. */
public final class BootRuntime {
  private volatile Supplier<? extends @Nullable OffstageRuntime> source = () -> null;

  /** Says where to find it; the source has null before the start and after the end. */
  public void is(Supplier<? extends @Nullable OffstageRuntime> source) {
    this.source = source;
  }

  /** The running one; null if there is none. */
  @Nullable OffstageRuntime get() {
    return source.get();
  }
}
