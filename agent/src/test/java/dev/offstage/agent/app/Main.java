package dev.offstage.agent.app;

/**
 * A program that calls a marked method, or one without a mark, and prints which kind of thread ran
 * it.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    (Boolean.getBoolean("unmarked") ? new Post().reply("x") : new Album().completable("x")).get();
    String thread = Calls.takeAll().get(0).split("@")[1];
    System.out.println("ran on " + thread.replaceAll("\\d+", "N"));
  }
}
