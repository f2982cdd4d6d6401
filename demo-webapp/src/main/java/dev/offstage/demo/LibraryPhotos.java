package dev.offstage.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Legacy code once more: it tells an event bus, which comes from a jar that nobody here can change,
 * and which waits for all who are told. A rule in web.xml makes a task of that.
 */
public final class LibraryPhotos extends PhotoServlet {
  private static final long serialVersionUID = 1L;

  public LibraryPhotos() {
    super("library");
  }

  @Override
  void post(
      PhotoApp.Parts app, Photo photo, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    app.photos().add(photo);
    app.events().post(new DownloadOnEvent.PhotoAsked(photo));
    if (PhotoApp.agentVersion() == null) {
      Answers.finished(photo, request, response);
    } else {
      // Also if it has ended by now: a rule makes no promise about that.
      Answers.accepted(photo, request, response);
    }
  }
}
