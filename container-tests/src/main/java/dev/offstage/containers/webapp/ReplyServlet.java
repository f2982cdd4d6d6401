package dev.offstage.containers.webapp;

import dev.offstage.servlet.AsyncReply;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/** {@code /reply/later} and the other forms of AsyncReply, with {@code gate} and {@code pool}. */
public final class ReplyServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String gate = request.getParameter("gate");
    AsyncReply reply = AsyncReply.to(request, response);
    if (request.getParameter("pool") != null) {
      reply.pool(request.getParameter("pool"));
    }
    switch (String.valueOf(request.getPathInfo())) {
      case "/first":
        reply.accepted("/photos/42").then(() -> Gates.pass(gate));
        break;
      case "/see-other":
        reply.seeOther("/photos/43").then(() -> Gates.pass(gate));
        break;
      case "/answer":
        reply.answer(out -> out.getWriter().write("thank you")).then(() -> Gates.pass(gate));
        break;
      case "/late":
        reply.within(Duration.ofMillis(200)).write(() -> work(gate), ReplyServlet::write);
        break;
      case "/broken":
        reply.name(gate).write(() -> "half of it", ReplyServlet::fail);
        break;
      case "/throw":
        reply.write(() -> work(gate), ReplyServlet::write);
        throw new IllegalStateException("thrown on purpose after the hand-over");
      case "/missing":
        reply.answer(ReplyServlet::read).then(() -> Gates.happened("worked on " + gate));
        break;
      default:
        reply.write(() -> work(gate), ReplyServlet::write);
    }
  }

  private static String work(String gate) throws InterruptedException {
    Gates.pass(gate);
    return Thread.currentThread().getName();
  }

  private static void write(String worker, HttpServletResponse out) throws IOException {
    out.getWriter().write("written by " + worker);
  }

  private static void fail(String worker, HttpServletResponse out) throws IOException {
    write(worker, out);
    out.flushBuffer();
    throw new IllegalStateException("thrown on purpose after the first bytes");
  }

  private static void read(HttpServletResponse out) throws IOException {
    out.setStatus(201);
    throw new NoSuchFileException("template.html");
  }
}
