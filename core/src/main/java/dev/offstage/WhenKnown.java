package dev.offstage;

/** What a hand-over does if a task with the same key has not ended yet. */
public enum WhenKnown {
  /** Hands nothing over: the caller gets the task that is there already. */
  JOIN,
  /** Cancels the one that is there if it has not started; one that runs goes on, this one too. */
  REPLACE,
  /** Refuses the hand-over with a {@link TaskKnownException}. */
  REJECT
}
