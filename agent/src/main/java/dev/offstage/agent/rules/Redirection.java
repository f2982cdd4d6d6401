package dev.offstage.agent.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
  private final boolean interrupts;
  private final List<NamePattern> from;

  private Redirection(Builder builder) {
    this.pool = builder.pool;
    this.start = builder.start;
    this.returns = builder.returns;
    this.takesLock = builder.takesLock;
    this.interrupts = builder.interrupts;
    this.from = Collections.unmodifiableList(new ArrayList<NamePattern>(builder.from));
  }

  /** What {@code @Background} says. */
  public static Redirection annotated(String pool, String start, boolean interrupts) {
    return new Builder().pool(pool).start(start).interrupts(interrupts).build();
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

  /** Whether the body may be interrupted when its task is cancelled. */
  public boolean interrupts() {
    return interrupts;
  }

  /**
   * The classes whose calls are meant, as the rule names them, commas between; empty if all are.
   */
  public String from() {
    StringBuilder text = new StringBuilder();
    for (NamePattern caller : from) {
      text.append(text.length() == 0 ? "" : ",").append(caller);
    }
    return text.toString();
  }

  /** Whether a call from one of these classes is meant. */
  public boolean isFromAnyOf(Iterable<String> classNames) {
    if (from.isEmpty()) {
      return true;
    }
    for (String name : classNames) {
      for (NamePattern caller : from) {
        if (caller.matches(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Takes one value after the other. */
  static final class Builder {
    private String pool = "";
    private String start = "NOW";
    private @Nullable Literal returns;
    private boolean takesLock;
    private boolean interrupts = true;
    private List<NamePattern> from = Collections.emptyList();

    Builder pool(String name) {
      pool = name;
      return this;
    }

    Builder start(String name) {
      start = name;
      return this;
    }

    Builder returns(Literal value) {
      returns = value;
      return this;
    }

    Builder takesLock(boolean yes) {
      takesLock = yes;
      return this;
    }

    Builder interrupts(boolean may) {
      interrupts = may;
      return this;
    }

    Builder from(List<NamePattern> callers) {
      from = callers;
      return this;
    }

    Redirection build() {
      return new Redirection(this);
    }
  }
}
