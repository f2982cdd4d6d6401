package dev.offstage.internal.gate;

/** What becomes of a task that asks to be let in. */
public enum Entry {
  /** It is the pool's from now on. */
  TAKEN,
  /** There is no room. */
  FULL,
  /** The pool takes no more tasks. */
  CLOSED
}
