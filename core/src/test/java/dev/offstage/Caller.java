package dev.offstage;

import static dev.offstage.Soon.await;

import java.util.concurrent.Callable;

/** A thread of its own that calls something and keeps what that throws. */
final class Caller {
  private final Thread thread;
  private volatile Throwable thrown;

  private Caller(Callable<?> code) {
    thread =
        new Thread(
            () -> {
              try {
                code.call();
              } catch (Throwable t) {
                thrown = t;
              }
            });
  }

  static Caller of(Callable<?> code) {
    Caller caller = new Caller(code);
    caller.thread.start();
    return caller;
  }

  /** The thread, as soon as it is blocked somewhere. */
  Thread awaitWaiting() {
    await()
        .until(
            () ->
                thread.getState() == Thread.State.WAITING
                    || thread.getState() == Thread.State.TIMED_WAITING);
    return thread;
  }

  void awaitEnd() throws InterruptedException {
    thread.join(20_000);
    if (thread.isAlive()) {
      throw new AssertionError("still running: " + String.join(", ", stack()));
    }
  }

  private String[] stack() {
    StackTraceElement[] trace = thread.getStackTrace();
    String[] lines = new String[trace.length];
    for (int i = 0; i < trace.length; i++) {
      lines[i] = trace[i].toString();
    }
    return lines;
  }

  /** What came out, after its end; null for nothing. */
  Throwable thrown() throws InterruptedException {
    awaitEnd();
    return thrown;
  }
}
