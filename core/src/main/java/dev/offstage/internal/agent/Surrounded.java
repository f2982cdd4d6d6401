package dev.offstage.internal.agent;

import dev.offstage.internal.task.Origin;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A redirected method as what surrounds it sees it. Holds no class. Thread-safe. */
final class Surrounded {
  private static final ThreadLocal<Boolean> INLINE = new ThreadLocal<>();

  private final Redirect redirect;
  private final @Nullable Callers from;
  private final String method;
  private final boolean future;

  /**
   * @param type the class that declares the method
   */
  Surrounded(Class<?> type, String method, RedirectOptions options, Class<?> result) {
    String name = type.getName();
    this.redirect =
        new Redirect(
            Origin.Source.ofMethod(
                name.substring(name.lastIndexOf('.') + 1) + "." + method,
                trace -> Callers.callOf(method, trace)),
            options.fromAnybody());
    this.from = options.from;
    this.method = method;
    this.future =
        result == Future.class
            || result == CompletionStage.class
            || result == CompletableFuture.class;
  }

  /**
   * Whether this thread runs something that surrounds a redirected method and could not be handed
   * over. From in there the body is not handed over either, even if a pool that was full has room
   * by now: it would leave what surrounds it.
   */
  static boolean isInline() {
    return INLINE.get() != null;
  }

  /**
   * Hands the call over with what surrounds it, if the rule means its caller.
   *
   * @param returns what the caller gets from a method that returns neither nothing nor a future
   * @return an {@code AtomicReference} with what the caller gets; or a {@code Runnable} for the end
   *     of the call, which stays in this thread; or null for a call that the rule does not mean
   */
  @Nullable Object enter(SpreadCall call, @Nullable Object returns) {
    if (from != null && !from.includeCallerOf(method)) {
      return null;
    }
    try {
      Object result = future ? redirect.handOverFuture(call) : returns;
      if (future ? result != null : redirect.handOver(call)) {
        return new AtomicReference<>(result);
      }
    } catch (Throwable t) {
      // Every Throwable, and it is logged: the call runs as written, as if there was no room.
    }
    INLINE.set(Boolean.TRUE);
    return (Runnable) INLINE::remove;
  }
}
