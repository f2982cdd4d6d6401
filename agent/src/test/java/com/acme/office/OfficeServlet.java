package com.acme.office;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.samples.Clinic;

/** Calls all of it. */
public class OfficeServlet extends HttpServlet {
  private final Orders orders = new Orders();
  private final Locker locker = new Locker();
  private final Tenants.Greeting greeting = new Tenants.Greeting();

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    orders.place("order");
    orders.book("order");
    orders.declared("order");
    orders.byHand("order");
    orders.inTemplate("order");
    locker.outer();
    locker.locked();
    locker.all();
    locker.after();
    Tenants.OfThread.set("one");
    greeting.mail("to");
    greeting.later("to");
    greeting.given(() -> "to");
    new Tenants.Stamps().print();
    new Clinic().treat();
  }
}
