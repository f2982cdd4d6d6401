package dev.offstage;

/** When a task that was handed over may start. */
public enum Start {
  /** As soon as its pool has a thread for it. */
  NOW,

  /**
   * When the response of the request that handed it over is complete, even after an error. Outside
   * a request this is {@link #NOW}.
   */
  AFTER_RESPONSE
}
