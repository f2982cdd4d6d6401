package dev.offstage.agent.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who ran what: the methods of the fixtures write down their name and thread. */
public final class Calls {
  private static final List<String> CALLS = Collections.synchronizedList(new ArrayList<>());

  private Calls() {}

  public static void add(String what) {
    CALLS.add(what + "@" + Thread.currentThread().getName());
  }

  public static List<String> takeAll() {
    synchronized (CALLS) {
      List<String> all = new ArrayList<>(CALLS);
      CALLS.clear();
      return all;
    }
  }

  public static int count() {
    return CALLS.size();
  }
}
