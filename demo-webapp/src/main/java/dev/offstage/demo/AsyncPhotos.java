package dev.offstage.demo;

import dev.offstage.servlet.AsyncReply;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** New code, without the agent: answer first, then work. If the pool is full, the answer is 503. */
public final class AsyncPhotos extends PhotoServlet {
  private static final long serialVersionUID = 1L;

  public AsyncPhotos() {
    super("async");
  }

  @Override
  void post(
      PhotoApp.Parts app, Photo photo, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    AsyncReply.to(request, response)
        .answer(
            answer -> {
              app.photos().add(photo);
              Answers.accepted(photo, request, answer);
            })
        .then(() -> app.downloads().download(photo));
  }
}
