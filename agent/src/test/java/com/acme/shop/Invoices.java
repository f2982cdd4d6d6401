package com.acme.shop;

import dev.offstage.agent.advise.Slow;
import java.util.concurrent.CompletableFuture;
import org.springframework.security.core.context.SecurityContextHolder;

/** A method that goes on after its slow part, one that asks who is logged in, and a future. */
class Invoices {
  private int issued;

  void issue() {
    print();
    issued++;
  }

  private void print() {
    Slow.work("Invoices#print", 50);
  }

  void sign() {
    Slow.work("Invoices#sign", 30);
    SecurityContextHolder.getContext();
  }

  CompletableFuture<Integer> rate() {
    Slow.work("Invoices#rate", 20);
    return CompletableFuture.completedFuture(1);
  }
}
