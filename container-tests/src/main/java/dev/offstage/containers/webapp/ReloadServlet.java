package dev.offstage.containers.webapp;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** {@code /reload?webapp=NAME}: has a Tomcat reload another webapp; returns when that is up. */
public final class ReloadServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String module = "//localhost/" + request.getParameter("webapp");
    try {
      MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
      ObjectName pattern = new ObjectName("Catalina:j2eeType=WebModule,name=" + module + ",*");
      for (ObjectName bean : beans.queryNames(pattern, null)) {
        beans.invoke(bean, "reload", new Object[0], new String[0]);
        response.getWriter().write("reloaded");
      }
    } catch (JMException e) {
      throw new ServletException(e);
    }
  }
}
