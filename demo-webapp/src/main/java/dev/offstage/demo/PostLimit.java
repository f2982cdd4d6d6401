package dev.offstage.demo;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Lets only so many posts in at once; the others wait without a thread. Legacy posts hold their
 * thread for as long as the other server needs, and here that server uses the same threads.
 */
final class PostLimit extends QoSHandler {
  private static final int MOST_WAITING = 2000;

  PostLimit(int atOnce, Handler handler) {
    super(handler);
    setMaxRequestCount(atOnce);
    setMaxSuspendedRequestCount(MOST_WAITING);
    includeMethod("POST");
  }

  @Override
  public boolean onConditionsMet(Request request, Response response, Callback callback)
      throws Exception {
    request.setAttribute(ResponseTimes.ARRIVED, request.getBeginNanoTime());
    return super.onConditionsMet(request, response, callback);
  }
}
