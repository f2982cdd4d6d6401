package dev.offstage.agent;

import dev.offstage.agent.exchange.Message;

/** Says how far a command is, to whoever waits for it: without progress it gives up waiting. */
final class Progress {
  private final String property;

  /**
   * @param property the system property that the command looks at
   */
  Progress(String property) {
    this.property = property;
  }

  void say(String what) {
    System.setProperty(property, Message.working(what).toText());
  }
}
