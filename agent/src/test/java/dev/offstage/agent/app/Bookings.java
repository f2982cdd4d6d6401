package dev.offstage.agent.app;

import dev.offstage.Background;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A bean whose interceptors run in a subclass, see there. */
public class Bookings {
  public static final CountDownLatch OPEN = new CountDownLatch(1);

  @Background
  @Transfers.Audited
  public void book(String what) {
    Calls.add("book " + what);
    if (what.equals("failing")) {
      throw new IllegalStateException(what);
    }
  }

  @Transfers.Audited
  public long add(long more, double rate, byte kind) {
    Calls.add("add " + more + " " + rate + " " + kind);
    return more;
  }

  @Background
  @Transfers.Audited
  public CompletableFuture<String> find(String what) {
    Calls.add("find " + what);
    return CompletableFuture.completedFuture("found " + what);
  }

  @Transfers.Audited
  public void waitInPool(String what) throws InterruptedException {
    Calls.add("waits " + what);
    OPEN.await();
  }

  /** Nothing surrounds it. */
  @Background
  public void plain(String what) {
    Calls.add("plain " + what);
  }

  /** Not through the subclass. */
  public void bookHere(String what) {
    Calls.add("here");
    book(what);
  }
}
