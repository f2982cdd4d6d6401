package com.acme.shop;

import dev.offstage.agent.advise.Slow;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Nothing here can be redirected. */
public class ReportServlet extends HttpServlet {
  private String last = "";

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    last = create(last);
  }

  String create(String before) {
    return before.isEmpty() ? query() : before;
  }

  private String query() {
    Slow.work("ReportServlet#query", 30);
    return "";
  }
}
