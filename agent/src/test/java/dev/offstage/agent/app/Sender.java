package dev.offstage.agent.app;

/** What a rule with {@code +} can be about. */
public interface Sender {
  void send(String letter);

  /** Has a body, but is no class. */
  default void sendTwice(String letter) {
    Calls.add("sendTwice " + letter);
  }
}
