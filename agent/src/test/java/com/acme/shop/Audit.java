package com.acme.shop;

import dev.offstage.agent.advise.Slow;
import java.io.IOException;

/** A result that nobody looks at. */
class Audit {
  boolean log(String entry) throws IOException {
    Slow.work("Audit#log", 12);
    return !entry.isEmpty();
  }
}
