package javax.servlet.http;

/** Stands for the real one: advice goes by names. */
public abstract class HttpServlet {
  public void service(HttpServletRequest request, HttpServletResponse response) {
    doPost(request, response);
  }

  protected abstract void doPost(HttpServletRequest request, HttpServletResponse response);
}
