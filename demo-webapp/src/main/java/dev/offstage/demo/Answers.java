package dev.offstage.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** What the servlets answer: JSON for scripts, the page again for a form without scripts. */
final class Answers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Answers() {}

  /**
   * Loads the JSON classes: otherwise the first answer would be the slowest, in a demo of quick
   * ones.
   */
  static void warmUp(Object example) throws IOException {
    JSON.writeValueAsBytes(example);
  }

  /** For a photo that is done or failed. */
  static void finished(Photo photo, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String error = photo.error();
    if (wantsPage(request)) {
      page(response);
    } else if (error != null) {
      problem(response, HttpServletResponse.SC_BAD_GATEWAY, error);
    } else {
      located(response, HttpServletResponse.SC_CREATED, photo);
    }
  }

  /** For a photo that is on its way. */
  static void accepted(Photo photo, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (wantsPage(request)) {
      page(response);
    } else {
      located(response, HttpServletResponse.SC_ACCEPTED, photo);
    }
  }

  static void problem(HttpServletResponse response, int status, String detail) throws IOException {
    response.setStatus(status);
    write(response, "application/problem+json", Map.of("status", status, "detail", detail));
  }

  static void json(HttpServletResponse response, Object value) throws IOException {
    write(response, "application/json", value);
  }

  private static void located(HttpServletResponse response, int status, Photo photo)
      throws IOException {
    response.setStatus(status);
    response.setHeader("Location", "/api/photos/" + photo.id());
    json(response, photo.view());
  }

  private static boolean wantsPage(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }

  private static void page(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", "/");
  }

  private static void write(HttpServletResponse response, String type, Object value)
      throws IOException {
    byte[] body = JSON.writeValueAsBytes(value);
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
