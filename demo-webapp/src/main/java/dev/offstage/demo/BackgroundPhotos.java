package dev.offstage.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The same servlet; the method that it calls is marked {@code @Background}. */
public final class BackgroundPhotos extends PhotoServlet {
  private static final long serialVersionUID = 1L;

  public BackgroundPhotos() {
    super("background");
  }

  @Override
  void post(
      PhotoApp.Parts app, Photo photo, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    app.photos().add(photo);
    app.backgroundDownloads().download(photo);
    if (PhotoApp.agentVersion() == null) {
      Answers.finished(photo, request, response);
    } else {
      Answers.accepted(photo, request, response);
    }
  }
}
