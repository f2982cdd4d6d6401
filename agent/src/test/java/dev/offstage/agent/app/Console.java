package dev.offstage.agent.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;

/** A program that runs until its input ends: for each line, it prints who did what. */
public final class Console {
  private Console() {}

  public static void main(String[] arguments) throws Exception {
    Post post = new Post();
    Album album = new Album();
    if (Boolean.getBoolean("shop")) {
      Shop.start();
    }
    System.out.println("ready");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      post.send(line);
      album.completable(line).get();
      List<String> calls = Calls.takeAll();
      while (calls.size() < 2) {
        Thread.yield();
        calls.addAll(Calls.takeAll());
      }
      calls.sort(null);
      System.out.println(String.join(" ", calls).replaceAll("\\d+", "N"));
    }
  }
}
