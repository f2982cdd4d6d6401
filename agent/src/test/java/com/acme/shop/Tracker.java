package com.acme.shop;

import dev.offstage.agent.advise.Slow;

/** Asks who is logged in, a few calls away. */
class Tracker {
  void track() {
    Slow.work("Tracker#track", 10);
    remember();
  }

  private void remember() {
    Login.user();
  }
}
