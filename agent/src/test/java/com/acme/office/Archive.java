package com.acme.office;

import dev.offstage.agent.advise.Slow;
import java.io.File;
import java.sql.DriverManager;
import javax.enterprise.context.RequestScoped;
import javax.servlet.http.HttpServletRequest;

/** What is outside of the objects: files, a database, the request's own beans. */
public class Archive {
  /** Of each request one. */
  @RequestScoped
  static class Basket {
    int size() {
      return 1;
    }
  }

  private HttpServletRequest current;

  void ofRequest() {
    Slow.work("Archive#ofRequest", 10);
  }

  HttpServletRequest current() {
    return current;
  }

  /** Has no request. */
  static class Rest {
    private final Basket basket = new Basket();

    void count() {
      Slow.work("Archive$Rest#count", 10);
      basket.size();
    }

    void store(String name) {
      Slow.work("Archive$Rest#store", 10);
      new File(name).exists();
    }

    void insert(String name) {
      Slow.work("Archive$Rest#insert", 10);
      DriverManager.getLoginTimeout();
    }
  }
}
