package dev.offstage.demo;

import dev.offstage.NotStoredException;
import dev.offstage.Offstage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** New code, for work that must not be lost: the answer follows when the task is written down. */
public final class DurablePhotos extends PhotoServlet {
  private static final long serialVersionUID = 1L;

  public DurablePhotos() {
    super("durable");
  }

  @Override
  void post(
      PhotoApp.Parts app, Photo photo, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!app.hasStore()) {
      Answers.problem(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "There is no store. Start the demo with STORE=/tmp/photos.");
      return;
    }
    app.photos().add(photo);
    try {
      Offstage.task(DurableDownloads::download, photo.id(), photo.url().toString())
          .durable()
          .start();
    } catch (NotStoredException e) {
      photo.failed("It could not be written down: " + e.getMessage());
      Answers.problem(
          response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
      return;
    }
    Answers.accepted(photo, request, response);
  }
}
