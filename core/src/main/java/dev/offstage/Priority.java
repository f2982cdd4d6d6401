package dev.offstage;

/** Which of the waiting tasks of a pool come first. */
public enum Priority {
  /** Lets others go first, but not for ever; see the setting {@code offstage.priority.step}. */
  LOW,
  /** In the order of the hand-over. */
  NORMAL,
  /** Before those that came a little earlier; see the setting {@code offstage.priority.step}. */
  HIGH
}
