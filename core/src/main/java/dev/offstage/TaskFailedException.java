package dev.offstage;

/** The work of a task threw; the cause is what it threw. */
public final class TaskFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which task failed
   * @param cause what its work threw
   */
  public TaskFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
