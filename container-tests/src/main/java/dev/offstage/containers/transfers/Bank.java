package dev.offstage.containers.transfers;

import java.util.concurrent.Future;

/** What proxies of interfaces stand for. */
public interface Bank {
  /** Books one half, and then the other one unless it is to fail. */
  void transfer(int amount, boolean fails);

  /** Books it, and returns the new balance. */
  int deposit(int amount);

  /** Looked up once, and where. */
  String rate();

  /** What is booked by now, and in which thread it was looked up. */
  Future<String> statement();
}
