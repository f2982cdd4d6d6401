package dev.offstage.containers.webapp;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Keeps what comes from behind it below {@code /kept}, and hands it down when the chain returns, as
 * filters do that log or compress a body. Below {@code /wrapped} it only wraps it.
 */
public final class KeepingFilter implements Filter {
  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse down = (HttpServletResponse) response;
    if (((HttpServletRequest) request).getServletPath().equals("/wrapped")) {
      chain.doFilter(request, new HttpServletResponseWrapper(down));
      return;
    }
    Kept kept = new Kept(down);
    chain.doFilter(request, kept);
    kept.writer.flush();
    if (kept.content.size() > 0) {
      down.setHeader("X-Kept", "yes");
      kept.content.writeTo(down.getOutputStream());
    }
  }

  @Override
  public void destroy() {}

  private static final class Kept extends HttpServletResponseWrapper {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final ServletOutputStream out = new Out(content);
    private final PrintWriter writer =
        new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));

    Kept(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() {
      return out;
    }

    @Override
    public PrintWriter getWriter() {
      return writer;
    }

    @Override
    public void flushBuffer() {}
  }

  private static final class Out extends ServletOutputStream {
    private final ByteArrayOutputStream content;

    Out(ByteArrayOutputStream content) {
      this.content = content;
    }

    @Override
    public void write(int b) {
      content.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}
