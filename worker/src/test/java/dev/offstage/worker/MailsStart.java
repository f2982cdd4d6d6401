package dev.offstage.worker;

import java.io.IOException;

/** Sets up what the tasks of the tests need. */
public final class MailsStart implements Runnable, AutoCloseable {
  @Override
  public void run() {
    try {
      Mails.note("set up");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    Mails.note("closed");
  }
}
