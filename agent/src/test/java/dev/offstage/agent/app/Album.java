package dev.offstage.agent.app;

import dev.offstage.Background;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

/** Marked methods of every kind that can be redirected. */
public class Album {
  public static final CountDownLatch NEVER = new CountDownLatch(1);

  @Background
  public void download(String url, int tries, long size, double rate, byte[] head)
      throws IOException {
    Calls.add("download " + url + " " + tries + " " + size + " " + rate + " " + head.length);
  }

  public void selfInvoked() {
    this.hidden("self");
  }

  @Background
  private void hidden(String how) {
    Calls.add("hidden " + how);
  }

  @Background
  public final void last() {
    Calls.add("last");
  }

  @Background
  public static void everybody(String name) {
    Calls.add("everybody " + name);
  }

  @Background
  public <T extends Comparable<T>> void generic(T value) {
    Calls.add("generic " + value);
  }

  @Background
  public void overridden(String from) {
    Calls.add("Album.overridden " + from);
  }

  @Background
  public CompletableFuture<String> completable(String name) {
    Calls.add("completable");
    return CompletableFuture.completedFuture("hello " + name);
  }

  @Background
  public CompletionStage<String> stage(CompletableFuture<String> inner) {
    Calls.add("stage");
    return inner;
  }

  @Background
  public Future<String> future(String name) {
    Calls.add("future");
    if (name == null) {
      throw new IllegalArgumentException("no name");
    }
    return CompletableFuture.completedFuture("hello " + name);
  }

  @Background
  public CompletableFuture<String> nothing() {
    return null;
  }

  @Background
  public void failing() throws IOException {
    Calls.add("failing");
    throw new IOException("disk full");
  }

  @Background
  public void nested() {
    Calls.add("nested outer");
    last();
  }

  @Background(pool = "mail")
  public void inNamedPool() {
    Calls.add("inNamedPool");
  }

  @Background
  public void withLoop(int count) {
    // The first instruction is the target of a jump: a frame stands at the very start.
    do {
      Calls.add("withLoop " + count);
      count--;
    } while (count > 0);
  }
}
