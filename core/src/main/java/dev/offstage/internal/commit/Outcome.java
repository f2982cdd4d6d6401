package dev.offstage.internal.commit;

/** How a transaction has ended. */
public enum Outcome {
  COMMITTED,
  ROLLED_BACK,
  /** Nobody can say. */
  UNKNOWN
}
