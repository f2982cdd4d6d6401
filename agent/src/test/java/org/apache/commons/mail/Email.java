package org.apache.commons.mail;

import dev.offstage.agent.advise.Slow;

/** Stands for the library's. */
public class Email {
  private String to = "";

  public Email setTo(String address) {
    to = address;
    return this;
  }

  public String send() {
    Slow.work("Email#send", 40);
    return to;
  }
}
