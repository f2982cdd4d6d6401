package dev.offstage.internal.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's context, with the span in it. */
final class OpenTelemetryCarrier implements ContextCarrier {
  /** A task's scope, and what there was before it. */
  private static final class Entered {
    final Context previous = Context.current();
    final Scope scope;

    @SuppressWarnings("MustBeClosedChecker") // by restore()
    Entered(Context context) {
      scope = context.makeCurrent();
    }

    @SuppressWarnings("MustBeClosedChecker") // see below
    void leave() {
      scope.close();
      if (Context.current() != previous) {
        // The task has not closed a scope of its own: then closing the outer one does nothing.
        previous.makeCurrent();
      }
    }
  }

  @Override
  public @Nullable Object capture() {
    Context current = Context.current();
    return current == Context.root() ? null : current;
  }

  @Override
  public Object apply(@Nullable Object captured) {
    return new Entered(captured == null ? Context.root() : (Context) captured);
  }

  @Override
  public void restore(@Nullable Object entered) {
    if (entered != null) {
      ((Entered) entered).leave();
    }
  }

  @Override
  public String toString() {
    return "context of OpenTelemetry";
  }
}
