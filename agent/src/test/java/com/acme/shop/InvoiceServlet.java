package com.acme.shop;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class InvoiceServlet extends HttpServlet {
  private final Invoices invoices = new Invoices();

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    invoices.issue();
    invoices.sign();
    invoices.rate().join();
  }
}
