package dev.offstage.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The other server, the slow one: {@code GET /slow/NAME.png?delay=10s}. It holds no thread while a
 * request waits, so it is never the reason why the photo app is slow.
 */
final class SlowImages extends Handler.Abstract {
  private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9_-]{1,64})\\.png");

  private final Painter painter = new Painter();

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      text(response, callback, 405, "Use GET or HEAD.");
      return true;
    }
    Matcher path = PATH.matcher(Request.getPathInContext(request));
    if (!path.matches()) {
      text(response, callback, 404, "Ask for /slow/NAME.png, with letters, digits, - and _.");
      return true;
    }
    Duration delay;
    try {
      delay = Delay.parse(Request.extractQueryParameters(request).getValue("delay"));
    } catch (IllegalArgumentException e) {
      text(response, callback, 400, String.valueOf(e.getMessage()));
      return true;
    }
    getServer()
        .getScheduler()
        .schedule(
            () ->
                getServer().getThreadPool().execute(() -> send(path.group(1), response, callback)),
            delay.toMillis(),
            TimeUnit.MILLISECONDS);
    return true;
  }

  private void send(String name, Response response, Callback callback) {
    byte[] png;
    try {
      png = painter.png(name);
    } catch (Exception e) {
      callback.failed(e);
      return;
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "image/png");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, png.length);
    response.write(true, ByteBuffer.wrap(png), callback);
  }

  private static void text(Response response, Callback callback, int status, String text) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
  }
}
