package dev.offstage.demo;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The form that most ways share: one field, {@code url}. */
abstract class PhotoServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final String way;

  PhotoServlet(String way) {
    this.way = way;
  }

  @Override
  protected final void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    PhotoApp.Parts app = PhotoApp.of(getServletContext());
    Photo photo;
    try {
      photo = app.photos().create(way, PhotoUrl.parse(request.getParameter("url")));
    } catch (PhotoException e) {
      Answers.problem(response, HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage()));
      return;
    }
    request.setAttribute(ResponseTimes.PHOTO, photo);
    post(app, photo, request, response);
  }

  /** Answers, and sees to it that the photo is downloaded. */
  abstract void post(
      PhotoApp.Parts app, Photo photo, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException;
}
