package com.acme.shop;

import dev.offstage.agent.advise.Slow;
import javax.servlet.http.HttpServletResponse;

/** Writes the response. */
class Page {
  void render(HttpServletResponse response, int total) {
    Slow.work("Page#render", 9);
  }
}
