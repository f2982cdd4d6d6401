package dev.offstage.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Any website that is open in the user's browser could send forms to 127.0.0.1, or point a name of
 * its own at it. So requests must address this machine by name, and posts must come from our own
 * page (or from no page at all, like curl's).
 */
public final class OnlyThisPage extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
  private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (!METHODS.contains(request.getMethod())) {
      response.setHeader("Allow", "GET, HEAD, POST");
      Answers.problem(
          response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Use GET, HEAD or POST.");
    } else if (!HOSTS.contains(request.getServerName())) {
      Answers.problem(
          response, HttpServletResponse.SC_FORBIDDEN, "Ask for 127.0.0.1 or localhost.");
    } else if (request.getMethod().equals("POST") && !isFromOurPage(request)) {
      Answers.problem(
          response, HttpServletResponse.SC_FORBIDDEN, "Another website sent this request.");
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isFromOurPage(HttpServletRequest request) {
    @Nullable String site = request.getHeader("Sec-Fetch-Site");
    @Nullable String origin = request.getHeader("Origin");
    return (site == null || site.equals("same-origin") || site.equals("none"))
        && (origin == null || origin.equals("http://" + request.getHeader("Host")));
  }
}
