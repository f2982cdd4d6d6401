package com.acme.shop;

import dev.offstage.agent.advise.Slow;

/** Without a result; the time is in the innermost method. */
class Mailer {
  void send(String order) {
    send(order, 1);
  }

  void send(String order, int tries) {
    transfer(order + tries);
  }

  private void transfer(String text) {
    Slow.work("Mailer#transfer", 30);
  }
}
