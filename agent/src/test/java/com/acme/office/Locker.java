package com.acme.office;

import dev.offstage.agent.advise.Slow;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Locks that callers have. */
public class Locker {
  private final Object monitor = new Object();
  private final Lock lock = new ReentrantLock();

  void outer() {
    synchronized (monitor) {
      inner();
    }
  }

  void inner() {
    Slow.work("Locker#inner", 20);
  }

  void locked() {
    lock.lock();
    try {
      within();
    } finally {
      lock.unlock();
    }
  }

  void within() {
    Slow.work("Locker#within", 20);
  }

  synchronized void all() {
    part();
  }

  void part() {
    Slow.work("Locker#part", 20);
  }

  void after() {
    synchronized (monitor) {
      monitor.hashCode();
    }
    free();
  }

  void free() {
    Slow.work("Locker#free", 20);
  }
}
