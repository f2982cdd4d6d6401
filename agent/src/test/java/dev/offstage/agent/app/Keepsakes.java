package dev.offstage.agent.app;

import dev.offstage.Background;

/** Methods that rules make durable, and one whose mark says so. */
public final class Keepsakes {
  private Keepsakes() {}

  public static void send(String what) {
    Calls.add("send " + what);
  }

  public static void show(Object what) {
    Calls.add("show " + what);
  }

  public static void sell(String what) {
    Calls.add("sell " + what);
  }

  /** Of these some are marked. */
  public static final class Marked {
    private Marked() {}

    @Background(durable = true)
    public static void keep(String what) {
      Calls.add("keep " + what);
    }

    @Background
    public static void lose(String what) {
      Calls.add("lose " + what);
    }
  }
}
