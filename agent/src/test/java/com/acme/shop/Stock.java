package com.acme.shop;

import dev.offstage.agent.advise.Slow;

/** Takes a lock. */
class Stock {
  synchronized void reserve(int[] counts) {
    Slow.work("Stock#reserve", 10);
  }
}
