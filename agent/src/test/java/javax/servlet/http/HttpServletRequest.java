package javax.servlet.http;

/** Stands for the servlet API's. */
public interface HttpServletRequest {
  String getMethod();

  String getContextPath();

  String getRequestURI();
}
