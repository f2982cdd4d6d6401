package dev.offstage.agent.app;

/** Overrides a method of {@link Post} and calls it. */
public class Express extends Post {
  @Override
  public void send(String letter) {
    Calls.add("Express.send " + letter);
    super.send(letter);
  }

  /** A nested class, for names with a dollar. */
  public static class Pigeon implements Sender {
    @Override
    public void send(String letter) {
      Calls.add("Pigeon.send " + letter);
    }
  }
}
