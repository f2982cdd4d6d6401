package com.acme.shop;

import dev.offstage.agent.advise.Slow;

/** Takes a lock. */
class Stock {
  synchronized void reserve(int count) {
    Slow.work("Stock#reserve", 10);
  }
}
