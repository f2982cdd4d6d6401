package dev.offstage.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes a response that does not depend on the work which follows it. */
@FunctionalInterface
public interface Answer {
  /**
   * Sets status and headers and writes the body.
   *
   * @throws IOException if the client has gone
   * @throws ServletException if the response cannot be written
   */
  void write(HttpServletResponse response) throws IOException, ServletException;
}
