package org.springframework.samples;

import dev.offstage.agent.advise.Slow;

/** An application whose name is that of a framework. */
public class Clinic {
  public void treat() {
    Slow.work("Clinic#treat", 20);
  }
}
