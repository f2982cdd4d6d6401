package dev.offstage.agent.app;

/** Calls the post from elsewhere. */
public class Night {
  public void directly(String letter) {
    new Post().send(letter);
  }

  public void forAFuture(String letter) {
    new Post().reply(letter);
  }
}
