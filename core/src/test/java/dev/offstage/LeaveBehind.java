package dev.offstage;

/** Run in a JVM of its own: prints what a task finds that the task before has left. */
final class LeaveBehind {
  private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

  private LeaveBehind() {}

  public static void main(String[] arguments) throws Exception {
    try (App app = App.with("offstage.pool.size", "1")) {
      Offstage.run(() -> TENANT.set("acme")).join();
      System.out.println("found " + Offstage.call(TENANT::get).join());
    }
  }
}
