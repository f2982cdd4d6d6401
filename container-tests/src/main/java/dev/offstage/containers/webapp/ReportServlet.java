package dev.offstage.containers.webapp;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.TreeMap;

/**
 * {@code /report/WAY}: a slow servlet that knows nothing of Offstage. It waits at the gate, and
 * then answers in one of the ways in which servlets do.
 */
public final class ReportServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    doPost(request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getServletPath().startsWith("/plain")) {
      response.getWriter().write(String.valueOf(request.getAttribute("filtered")));
      return;
    }
    if (request.getAttribute("target") != null) {
      response.getWriter().write("target of " + request.getAttribute("target"));
      return;
    }
    pass(request.getParameter("gate"));
    answer(String.valueOf(request.getPathInfo()), request, response);
  }

  private static void pass(String gate) throws ServletException {
    try {
      Gates.pass(gate);
    } catch (InterruptedException e) {
      Gates.happened("interrupted " + gate);
      throw new ServletException(e);
    }
  }

  private static void answer(String way, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (way) {
      case "/stream":
        response.setContentType("application/octet-stream");
        response.getOutputStream().write(new byte[200_000]);
        break;
      case "/flush":
        response.getWriter().write("first ");
        response.flushBuffer();
        response.getWriter().write("second");
        break;
      case "/forward":
        request.setAttribute("target", "forward");
        request.getRequestDispatcher("/report/target").forward(request, response);
        break;
      case "/include":
        request.setAttribute("target", "include");
        response.getWriter().write("before ");
        request.getRequestDispatcher("/report/target").include(request, response);
        response.getWriter().write(" after");
        break;
      case "/page":
        // As the page, for a server without JSP.
        request.getRequestDispatcher("/report/include").forward(request, response);
        break;
      case "/jsp":
        request.getRequestDispatcher("/report.jsp").forward(request, response);
        break;
      case "/echo":
        echo(request, response);
        break;
      case "/redirect":
        response.sendRedirect("plain?name=redirected");
        break;
      case "/conflict":
        response.sendError(409, "conflict");
        break;
      case "/throw":
        throw new IllegalStateException("thrown on purpose");
      case "/broken":
        begin(request, response);
        throw new IllegalStateException("thrown on purpose after the first bytes");
      case "/short":
        response.setContentLength(100);
        begin(request, response);
        break;
      case "/whole":
        begin(request, response);
        response.getWriter().write("second");
        break;
      case "/nothing":
        response.setStatus(204);
        break;
      case "/cookie":
        response.addCookie(new Cookie("flavour", "oat"));
        response.addCookie(new Cookie("size", "large"));
        response.getWriter().write("cookies");
        break;
      case "/listener":
        response.getWriter().write(String.valueOf(request.getAttribute(ClientListener.SEEN)));
        response.getWriter().write(", here for " + request.getHeader("X-Forwarded-For"));
        break;
      case "/local":
        local(Boolean.TRUE.equals(request.getAttribute(ClientListener.LOCAL)), response);
        break;
      case "/attribute":
        response
            .getWriter()
            .write(String.valueOf(request.getAttribute(request.getParameter("name"))));
        break;
      case "/trailers":
        trailers(request, response);
        break;
      case "/certificate":
        response.getWriter().write(subject(request));
        break;
      case "/never":
        request.startAsync().setTimeout(0);
        Gates.happened("never ends");
        break;
      case "/late":
        late(request.getParameter("name"));
        break;
      case "/session":
        session(request, response);
        break;
      case "/upload":
        Part photo = request.getPart("photo");
        response
            .getWriter()
            .write(
                request.getParameter("user")
                    + " with "
                    + photo.getSubmittedFileName()
                    + " "
                    + photo.getSize());
        break;
      default:
        plain(request, response);
    }
  }

  /** What has begun cannot become an error page any more. */
  private static void begin(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getParameter("close") != null) {
      // The end of the response is then that of the connection, on most servers.
      response.setHeader("Connection", "close");
    }
    response.getWriter().write("first ");
    response.flushBuffer();
  }

  /** What has come behind the body, where the API has it; the response is to have some as well. */
  private static void trailers(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    echo(request, response);
    if (request.getServletContext().getMajorVersion() < 4) {
      return;
    }
    response.setTrailerFields(() -> Collections.singletonMap("x-end", "yes"));
    response.getOutputStream().print(" " + new TreeMap<>(request.getTrailerFields()));
  }

  /** Whose certificate the client has shown. */
  private static String subject(HttpServletRequest request) {
    Object shown = request.getAttribute("jakarta.servlet.request.X509Certificate");
    return shown == null ? "nobody" : ((X509Certificate[]) shown)[0].getSubjectDN().getName();
  }

  /** For this machine alone, as the listener has it. */
  private static void local(boolean in, HttpServletResponse response) throws IOException {
    String text = in ? "the secret" : "not for you";
    response.setStatus(in ? 200 : 403);
    response.setContentLength(text.length());
    response.getWriter().write(text);
  }

  /** Each part is sent back before the next one is read. */
  private static void echo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] part = new byte[64 * 1024];
    InputStream in = request.getInputStream();
    for (int count = in.read(part); count >= 0; count = in.read(part)) {
      response.getOutputStream().write(part, 0, count);
    }
  }

  /** Work that takes its time, and that the server's log has. */
  private static void late(String name) throws ServletException {
    System.out.println("event: begins " + name);
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException e) {
      throw new ServletException(e);
    }
    System.out.println("event: late " + name + " is done");
  }

  private static void session(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession();
    String name = request.getParameter("name");
    if (name != null) {
      session.setAttribute("name", name);
    }
    response.getWriter().write("session of " + session.getAttribute("name"));
  }

  private static void plain(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(201);
    response.setContentType("text/plain;charset=UTF-8");
    response.setHeader("X-Report", "yes");
    String text =
        request.getMethod()
            + " "
            + request.getRequestURL()
            + " "
            + request.getParameter("name")
            + " for "
            + request.getRemoteUser()
            + ", staff "
            + request.isUserInRole("staff")
            + ", from "
            + request.getRemoteAddr()
            + ", passage "
            + request.getHeader("Offstage-Passage");
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }
}
