package org.apache.jsp;

import com.acme.office.Desk;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A page, as a server compiles it. */
public class order_jsp extends HttpServlet {
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    Desk desk = new Desk();
    desk.stamp("order");
    desk.file("order");
    desk.weigh("order");
    if (desk.sign("order")) {
      desk.stamp("signed");
    }
  }
}
