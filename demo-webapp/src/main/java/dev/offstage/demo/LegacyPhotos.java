package dev.offstage.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** As it was: the browser waits for the download. */
public final class LegacyPhotos extends PhotoServlet {
  private static final long serialVersionUID = 1L;

  public LegacyPhotos() {
    super("legacy");
  }

  @Override
  void post(
      PhotoApp.Parts app, Photo photo, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    app.photos().add(photo);
    app.downloads().download(photo);
    Answers.finished(photo, request, response);
  }
}
