package dev.offstage.woven;

import dev.offstage.Background;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Slow work, some of it marked, some of it named by a rule. */
public class Newsletter {
  private final Queue<String> threads = new ConcurrentLinkedQueue<>();

  /** The threads that have run something, in that order. */
  public Queue<String> threads() {
    return threads;
  }

  /** Marked. */
  @Background
  public void send(String to) {
    threads.add(to + "@" + Thread.currentThread().getName());
  }

  /** Marked, with a future. */
  @Background
  public CompletableFuture<String> render() {
    return CompletableFuture.completedFuture(Thread.currentThread().getName());
  }

  /** Named by a rule, which says what the caller gets. */
  public boolean archive(String issue, long size) {
    threads.add(issue + size + "@" + Thread.currentThread().getName());
    return false;
  }

  /** Neither. */
  public void stay() {
    threads.add("stay@" + Thread.currentThread().getName());
  }
}
