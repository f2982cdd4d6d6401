package dev.offstage;

/**
 * Which of the waiting tasks of a pool come first. Those of one level run in the order in which
 * they come to the queue. Of the first ones of the levels, the one that was handed over first runs
 * first, where LOW counts as handed over one step later and HIGH as one step earlier; see the
 * setting {@code offstage.priority.step}.
 */
public enum Priority {
  /** Lets others go first, but none that are handed over more than two steps after it came. */
  LOW,
  /** In the order of the hand-over. */
  NORMAL,
  /** Goes before those that were handed over up to a step earlier. */
  HIGH
}
