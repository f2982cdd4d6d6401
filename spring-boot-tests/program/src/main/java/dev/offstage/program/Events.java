package dev.offstage.program;

/** What the tests read in the program's output. */
final class Events {
  private Events() {}

  static void say(String what) {
    System.out.println("event: " + what);
  }
}
