package dev.offstage;

/**
 * Some items of a {@link Batch} failed; the cause is the first failure, the others are suppressed.
 * {@link Batch#errors()} and {@link Batch#tasks()} hold all the errors, and the results of those
 * that succeeded.
 */
public final class BatchFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message how many items failed, and the first of them
   * @param cause what the first one threw
   */
  public BatchFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
