package dev.offstage.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/** {@code GET /thumbs/ID.png}: the small picture, redrawn by the demo itself. */
public final class Thumbnails extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Photos photos = PhotoApp.of(getServletContext()).photos();
    Photo photo = photos.find(PhotoId.parse(request.getPathInfo(), ".png"));
    if (photo == null || photo.view().thumbnail() == null) {
      Answers.problem(response, HttpServletResponse.SC_NOT_FOUND, "There is no such thumbnail.");
      return;
    }
    byte[] png;
    try {
      png = Files.readAllBytes(photo.thumbnail());
    } catch (NoSuchFileException e) { // Dropped a moment ago.
      Answers.problem(response, HttpServletResponse.SC_NOT_FOUND, "The thumbnail is gone.");
      return;
    }
    response.setContentType("image/png");
    response.setContentLength(png.length);
    response.setHeader("Cache-Control", "private, max-age=3600");
    response.getOutputStream().write(png);
  }
}
