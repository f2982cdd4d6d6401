package dev.offstage.containers.webapp;

import dev.offstage.Offstage;
import dev.offstage.servlet.RequestSnapshot;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** {@code /upload}: a form of either kind, which a task reads after its request is over. */
public final class UploadServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestSnapshot form = RequestSnapshot.of(request);
    Offstage.run(
        () -> {
          Gates.pass(form.getParameter("gate"));
          Gates.happened("form of " + form.getParameter("user") + photo(form));
          form.close();
        });
    response.getWriter().write("thank you");
  }

  private static String photo(RequestSnapshot form) throws Exception {
    if (!form.getContentType().startsWith("multipart/")) {
      return "";
    }
    Part photo = form.getPart("photo");
    try (InputStream in = photo.getInputStream();
        BufferedReader text =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String line = text.readLine();
      return " with " + photo.getSubmittedFileName() + " " + line.length() + " " + line.charAt(0);
    }
  }
}
