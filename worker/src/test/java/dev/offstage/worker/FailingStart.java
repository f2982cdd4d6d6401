package dev.offstage.worker;

/** Cannot set up what tasks need. */
public final class FailingStart implements Runnable {
  @Override
  public void run() {
    throw new UnsupportedOperationException("no beans");
  }
}
