package com.acme.shop;

import dev.offstage.agent.advise.Slow;
import javax.servlet.http.HttpServletRequest;

/** Reads the request. */
class History {
  void add(HttpServletRequest request) {
    Slow.work("History#add", 8);
  }
}
