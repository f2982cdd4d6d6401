package com.acme.shop;

import java.util.Arrays;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Two methods whose time is in the same helper, within a third that is no more than both. */
public class NewsServlet extends HttpServlet {
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    store();
  }

  void store() {
    publish();
    Arrays.asList(1, 2).forEach(this::index);
  }

  void publish() {
    Http.post(40);
  }

  boolean index(int part) {
    Http.post(30);
    return part > 1;
  }
}
