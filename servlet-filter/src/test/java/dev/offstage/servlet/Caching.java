package dev.offstage.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Keeps the body until it is told to hand it down, as Spring's of that name. */
final class Caching extends HttpServletResponseWrapper {
  final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private ServletOutputStream out;
  private PrintWriter writer;

  Caching(HttpServletResponse response) {
    super(response);
  }

  @Override
  public ServletOutputStream getOutputStream() {
    if (out == null) {
      out =
          new ServletOutputStream() {
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
          };
    }
    return out;
  }

  @Override
  public PrintWriter getWriter() {
    if (writer == null) {
      writer = new PrintWriter(new OutputStreamWriter(getOutputStream(), StandardCharsets.UTF_8));
    }
    return writer;
  }

  @Override
  public void flushBuffer() {
    if (writer != null) {
      writer.flush();
    }
  }

  @Override
  public void reset() {
    super.reset();
    content.reset();
    writer = null;
  }

  @Override
  public void resetBuffer() {
    content.reset();
    writer = null;
  }

  void handDown() throws IOException {
    flushBuffer();
    if (content.size() > 0) {
      ((HttpServletResponse) getResponse()).setHeader("X-Kept", String.valueOf(content.size()));
      content.writeTo(getResponse().getOutputStream());
      content.reset();
    }
  }
}
