package dev.offstage;

/** When a task that was handed over may start. */
public enum Start {
  /** As soon as its pool has a thread for it. */
  NOW,

  /**
   * When the response of the request that handed it over is complete, even after an error. Outside
   * a request this is {@link #NOW}.
   */
  AFTER_RESPONSE,

  /**
   * When the current transaction, of Spring or JTA, has been committed. If it is rolled back, or
   * nobody knows how it ended, the task is cancelled and never starts. Outside a transaction this
   * is {@link #NOW}; also in one that is only known to its connection or its JPA provider: see
   * {@link Prepared}. No work runs inside of the commit, so a full pool refuses such a task where
   * it would have its caller run others.
   */
  AFTER_COMMIT
}
