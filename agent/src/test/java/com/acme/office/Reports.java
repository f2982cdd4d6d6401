package com.acme.office;

import dev.offstage.agent.advise.Slow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What callers give and look at afterwards. */
public class Reports {
  /** Filled in by the application. */
  static class Sheet {
    private int rows;
    private String title = "";

    void setTitle(String text) {
      title = text;
    }

    String title() {
      return title;
    }

    int rows() {
      return rows;
    }
  }

  private int printed;
  private int seen;

  void fill(List<String> rows) {
    Slow.work("Reports#fill", 10);
    rows.add("x");
  }

  void count(int[] counts) {
    Slow.work("Reports#count", 10);
    counts[0]++;
  }

  void render(Map<String, String> model, Writer out) {
    Slow.work("Reports#render", 10);
    try {
      out.write(model.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void copy(InputStream in) {
    Slow.work("Reports#copy", 10);
  }

  void walk(Iterator<String> rows) {
    Slow.work("Reports#walk", 10);
  }

  void build(StringBuilder text) {
    Slow.work("Reports#build", 10);
    text.append('x');
  }

  void complete(Sheet sheet) {
    Slow.work("Reports#complete", 10);
    sheet.rows++;
  }

  /** A sheet that nobody else has. */
  void print(Sheet sheet) {
    Slow.work("Reports#print", 10);
    sheet.title();
  }

  void number() {
    Slow.work("Reports#number", 10);
    printed++;
  }

  int printed() {
    return printed;
  }

  void look() {
    Slow.work("Reports#look", 10);
    if (seen > 1) {
      Slow.work("", 0);
    }
  }

  void see() {
    seen++;
  }
}
