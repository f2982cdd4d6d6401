package dev.offstage.agent.app;

/** The example of docs/how-it-works.md. */
public class Letters {
  private final Post post = new Post();

  public void send(String to) {
    post.send(to);
  }
}
