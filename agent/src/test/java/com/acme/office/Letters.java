package com.acme.office;

import org.apache.commons.mail.Email;

/** A safe call of a library in a method that is not: what is around it belongs to the thread. */
public class Letters {
  private final Tenants tenants = new Tenants.OfThread();

  void post(String to) {
    String from = tenants.current();
    Email email = new Email();
    email.setTo(to + from);
    email.send();
  }
}
