package dev.offstage.internal.context;

import org.jspecify.annotations.Nullable;

/** Carries the names of {@code java:comp}. */
final class NamingCarrier implements ContextCarrier {
  static volatile @Nullable ServerNaming naming;

  private final ServerNaming its;

  NamingCarrier(ServerNaming its) {
    this.its = its;
  }

  @Override
  public @Nullable Object capture() {
    return its.current();
  }

  /** Of nothing there is nothing to give: a thread of a pool has none. */
  @Override
  public @Nullable Object apply(@Nullable Object captured) {
    if (captured != null) {
      its.begin(captured);
    }
    return captured;
  }

  @Override
  public void restore(@Nullable Object applied) {
    if (applied != null) {
      its.end();
    }
  }

  @Override
  public String toString() {
    return "the names of java:comp";
  }
}
