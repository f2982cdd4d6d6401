package dev.offstage.containers.webapp;

import dev.offstage.Background;
import dev.offstage.Offstage;
import dev.offstage.Progress;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * {@code /durable?folder=NAME&id=ID}: hands a durable task over, which waits for a file "go". With
 * a POST it does the work itself, as a slow page does.
 */
public final class DurableServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String id = request.getParameter("id");
    File folder = new File(request.getParameter("folder"));
    Offstage.task(DurableServlet::work, folder, id).durable().start();
    response.getWriter().write("handed over " + id);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Progress.report(1, 2, "waits");
      work(new File(request.getParameter("folder")), request.getParameter("id"));
      response.setHeader("Report", "yes");
      response.getWriter().write("report " + request.getParameter("id"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The work of the task. */
  @Background(durable = true)
  public static void work(File folder, String id) throws IOException, InterruptedException {
    write(folder, "begun " + id);
    while (!new File(folder, "go").exists()) {
      Thread.sleep(50);
    }
    write(folder, "done " + id);
  }

  private static void write(File folder, String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    Files.write(
        new File(folder, "log").toPath(),
        bytes,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
