package com.acme.shop;

import dev.offstage.agent.advise.Slow;

/** A helper that many methods use. */
final class Http {
  private Http() {}

  static void post(int weight) {
    Slow.work("Http#post", weight);
  }
}
