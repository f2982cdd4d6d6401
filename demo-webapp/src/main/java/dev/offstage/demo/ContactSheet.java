package dev.offstage.demo;

import dev.offstage.Progress;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import okhttp3.HttpUrl;

/**
 * {@code POST /contact-sheet}: a page with six photos, which are downloaded one after the other.
 * Nothing here answers early: a rule in web.xml does that. {@code Progress} moves the bar of the
 * waiting page, and may be left out.
 */
public final class ContactSheet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final List<String> NAMES =
      List.of("sunset", "alps", "coast", "forest", "dunes", "harbour");

  private String html = "";

  @Override
  public void init() throws ServletException {
    try (InputStream in = getServletContext().getResourceAsStream("/WEB-INF/contact-sheet.html")) {
      html = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ServletException(e);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PhotoApp.Parts app = PhotoApp.of(getServletContext());
    StringBuilder photos = new StringBuilder();
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      Progress.report(i, NAMES.size(), "Photo %d of %d: %s".formatted(i + 1, NAMES.size(), name));
      photos.append(
          "<li><img alt=\"\" width=\"320\" height=\"240\" src=\"data:image/png;base64,%s\">%s</li>"
              .formatted(Base64.getEncoder().encodeToString(small(app, name)), name));
    }
    response.setContentType("text/html;charset=utf-8");
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'");
    response
        .getOutputStream()
        .write(html.replace("{{photos}}", photos).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] small(PhotoApp.Parts app, String name) throws IOException {
    HttpUrl url =
        HttpUrl.get(
            "http://127.0.0.1:%d/slow/%s.png?delay=1s".formatted(app.ownImages().port(), name));
    Path original = Files.createTempFile(app.folder(), "sheet-", ".original");
    Path small = Files.createTempFile(app.folder(), "sheet-", ".png");
    try {
      app.images().download(url, original);
      Thumbnail.make(original, small);
      return Files.readAllBytes(small);
    } finally {
      Files.deleteIfExists(original);
      Files.deleteIfExists(small);
    }
  }
}
