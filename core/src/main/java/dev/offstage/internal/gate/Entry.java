package dev.offstage.internal.gate;

/** What becomes of a task that asks to be let in. */
public enum Entry {
  /** It belongs to the pool from now on. */
  TAKEN,
  /** There is no room. */
  FULL,
  /** The pool takes no more tasks. */
  CLOSED,
  /** It is not durable, and others run the pool's tasks: see {@code offstage.pool.serve}. */
  ELSEWHERE
}
