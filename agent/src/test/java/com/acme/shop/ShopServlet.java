package com.acme.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Calls slow methods of each kind. */
public class ShopServlet extends HttpServlet {
  private final Export<String> export = new CsvExport();
  private final Stock stock = new Stock();

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    new Mailer().send("order");
    try {
      new Audit().log("order");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int total = new Prices().total(3);
    stock.reserve(1);
    new Tracker().track();
    new Page().render(response, total);
    new History().add(request);
    export.write("order");
  }
}
