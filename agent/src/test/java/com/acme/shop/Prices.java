package com.acme.shop;

import dev.offstage.agent.advise.Slow;

/** A result that the page needs. */
class Prices {
  int total(int count) {
    Slow.work("Prices#total", 15);
    return count * 7;
  }
}
