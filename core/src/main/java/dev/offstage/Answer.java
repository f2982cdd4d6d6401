package dev.offstage;

/** Which answer of the current request a task waits for. */
public enum Answer {
  /** Whatever it is. */
  ANY,
  /** One with a status below 400. After any other, the task is cancelled and never starts. */
  BELOW_400
}
