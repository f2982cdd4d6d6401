package com.acme.office;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

public class ReportsServlet extends HttpServlet {
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    new Archive().ofRequest();
    Archive.Rest archive = new Archive.Rest();
    archive.count();
    archive.store("order");
    archive.insert("order");
    archive.store("another");
    archive.insert("another");
    Reports reports = new Reports();
    List<String> rows = new ArrayList<>();
    reports.fill(rows);
    int[] counts = new int[1];
    reports.count(counts);
    StringWriter out = new StringWriter();
    reports.render(Collections.emptyMap(), out);
    reports.copy(new ByteArrayInputStream(new byte[0]));
    reports.walk(rows.iterator());
    StringBuilder text = new StringBuilder();
    reports.build(text);
    Reports.Sheet sheet = new Reports.Sheet();
    reports.complete(sheet);
    Reports.Sheet given = new Reports.Sheet();
    given.setTitle("all");
    reports.print(given);
    reports.number();
    reports.look();
    reports.see();
    out.append(text).append(rows.toString()).append(String.valueOf(counts[0]));
    out.append(String.valueOf(sheet.rows() + reports.printed()));
  }
}
