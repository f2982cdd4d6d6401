package dev.offstage.agent.rules;

import org.jspecify.annotations.Nullable;

/**
 * What happens to a call of a redirected method, as specified by an annotation or a rule.
 * Immutable.
 */
public final class Redirection {
  private final String pool;
  private final String start;
  private final @Nullable Literal returns;
  private final boolean takesLock;

  public Redirection(String pool, String start, @Nullable Literal returns, boolean takesLock) {
    this.pool = pool;
    this.start = start;
    this.returns = returns;
    this.takesLock = takesLock;
  }

  /** The pool's name; empty for the default pool. */
  public String pool() {
    return pool;
  }

  /** The name of a {@code dev.offstage.Start}. */
  public String start() {
    return start;
  }

  /** What the caller gets at once from a method that returns neither {@code void} nor a future. */
  public @Nullable Literal returns() {
    return returns;
  }

  /** Whether a synchronized method is redirected, too. */
  public boolean takesLock() {
    return takesLock;
  }
}
