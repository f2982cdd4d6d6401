package com.acme.office;

import java.io.File;
import java.util.Optional;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Calls all of it, and goes on with what it has done. */
public class TrapsServlet extends HttpServlet {
  private final Traps traps = new Traps();

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    Traps.USERS.put(Thread.currentThread(), "user");
    File file = new File(System.getProperty("java.io.tmpdir"), "offstage-traps.png");
    Traps.draw(file);
    Traps.convert("a.png");
    traps.print("a.pdf");
    traps.remember("book");
    Traps.ofThread();
    Traps.count();
    Traps.greet();
    Traps.configure("value");
    Traps.ofOptional(Optional.of(new StringBuilder()));
    boolean ordered = Traps.order("card");
    Traps.tellSomebody();
    Traps.tellAnother();
    if (ordered && Traps.COUNTS[0] > 0 && traps.remembered() != null) {
      file.delete();
    }
  }
}
