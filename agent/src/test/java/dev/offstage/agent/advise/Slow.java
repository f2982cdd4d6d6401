package dev.offstage.agent.advise;

/** Stands for what takes time in the fixtures, as a driver or a socket would. */
public final class Slow {
  /** What a test does in place of the work. */
  public interface Work {
    void run(String what, int weight);
  }

  private static volatile Work work = (what, weight) -> {};

  private Slow() {}

  public static void use(Work replacement) {
    work = replacement;
  }

  /** Called by the fixtures. */
  public static void work(String what, int weight) {
    work.run(what, weight);
  }
}
