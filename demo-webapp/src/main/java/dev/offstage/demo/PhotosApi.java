package dev.offstage.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code GET /api/photos}: all photos as JSON, the newest first; with {@code ?newest=50} only that
 * many. {@code GET /api/photos/ID}: one of them.
 */
public final class PhotosApi extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Photos photos = PhotoApp.of(getServletContext()).photos();
    response.setHeader("Cache-Control", "no-store");
    if (request.getPathInfo() == null) {
      Answers.json(response, photos.newest(newest(request)));
      return;
    }
    Photo photo = photos.find(PhotoId.parse(request.getPathInfo(), ""));
    if (photo == null) {
      Answers.problem(response, HttpServletResponse.SC_NOT_FOUND, "There is no such photo.");
    } else {
      Answers.json(response, photo.view());
    }
  }

  private static int newest(HttpServletRequest request) {
    String newest = request.getParameter("newest");
    return newest != null && newest.matches("[0-9]{1,6}")
        ? Integer.parseInt(newest)
        : Integer.MAX_VALUE;
  }
}
