package dev.offstage.agent.app;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Methods that nobody has marked. */
public class Post implements Sender {
  @Override
  public void send(String letter) {
    Calls.add("send " + letter);
  }

  public void send(String letter, int copies) {
    Calls.add("send " + letter + " " + copies);
  }

  public boolean tell(String who) {
    Calls.add("tell " + who);
    return false;
  }

  public int weigh(String letter, long grams) {
    Calls.add("weigh " + letter);
    return -1;
  }

  public double price() {
    Calls.add("price");
    return -1;
  }

  public String stamp() {
    Calls.add("stamp");
    return "late";
  }

  public List<String> letters() {
    Calls.add("letters");
    return null;
  }

  public Object anything() {
    Calls.add("anything");
    return this;
  }

  public CompletableFuture<String> reply(String letter) {
    Calls.add("reply");
    return CompletableFuture.completedFuture("dear " + letter);
  }

  public synchronized void sort() {
    Calls.add("sort");
  }

  public boolean failing() {
    throw new IllegalStateException("no post today");
  }

  static void file(String letter) {
    Calls.add("file " + letter);
  }

  static void empty() {
    Calls.add("empty");
  }

  private void burn(byte[] letter, String... names) {
    Calls.add("burn " + letter.length + " " + names.length);
  }

  public void burnAll() {
    burn(new byte[3], "a", "b");
    empty();
  }
}
