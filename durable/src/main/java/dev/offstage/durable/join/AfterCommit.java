package dev.offstage.durable.join;

/**
 * Spring calls {@code afterCommit}, and version 3 also {@code afterCompletion}, while a transaction
 * looks as if it were still open. What is written then is lost if the pool's connections are not in
 * auto-commit mode. Nothing but the stack tells.
 */
final class AfterCommit {
  private static final String PACKAGE = "org.springframework.transaction.";
  private static final String CALLER = PACKAGE + "support.TransactionSynchronizationUtils";

  private AfterCommit() {}

  /** Whether this thread is in such a call, and has begun nothing new in it. */
  static boolean isRunning() {
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      if (frame.getClassName().startsWith(PACKAGE)) {
        switch (frame.getMethodName()) {
          case "invokeAfterCommit":
          case "invokeAfterCompletion":
            return frame.getClassName().equals(CALLER);
          case "execute":
          case "invokeWithinTransaction":
            // Of TransactionTemplate or @Transactional: has the same fate as what it writes itself.
            return false;
          default:
        }
      }
    }
    return false;
  }
}
