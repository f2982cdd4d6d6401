package dev.offstage.containers.webapp;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

public final class BreakServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String way = request.getParameter("way");
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      System.out.println("event: dispatched " + way);
      if (way.equals("dispatch-io")) {
        throw new IOException("io of the test");
      }
      throw new IllegalStateException("state of the test");
    }
    if (way.startsWith("plain")) {
      response.getOutputStream().write("some bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      response.flushBuffer();
      if (way.equals("plain-io")) {
        throw new IOException("io of the test");
      }
      throw new IllegalStateException("state of the test");
    }
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0);
    async.addListener(new Listener(way));
    if (way.equals("throw")) {
      throw new IllegalStateException("state of the test");
    }
    if (way.equals("throw-io")) {
      throw new IOException("state of the test");
    }
    Runnable work =
        () -> {
          try {
            if (way.equals("length")) {
              response.setContentLength(100);
            }
            response.getOutputStream().write("some bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            response.flushBuffer();
            if (way.startsWith("dispatch")) {
              async.dispatch();
              return;
            }
            if (way.equals("abort")) {
              abort(request);
            }
            async.complete();
          } catch (Throwable t) {
            System.out.println("event: failed " + way + " " + t);
            t.printStackTrace(System.out);
            try {
              async.complete();
            } catch (RuntimeException e) {
              System.out.println("event: no complete " + e);
            }
          }
        };
    new Thread(
            () -> {
              try {
                Thread.sleep(300);
              } catch (InterruptedException e) {
                return;
              }
              if (way.equals("start-abort")) {
                async.start(work);
              } else {
                work.run();
              }
            })
        .start();
  }

  private static Object get(Object o, String name) throws Exception {
    for (Class<?> c = o.getClass(); c != null; c = c.getSuperclass()) {
      try {
        java.lang.reflect.Field f = c.getDeclaredField(name);
        f.setAccessible(true);
        return f.get(o);
      } catch (NoSuchFieldException e) {
        // next
      }
    }
    throw new NoSuchFieldException(o.getClass() + "." + name);
  }

  private static Object call(Object o, String name, Object... args) throws Exception {
    for (Class<?> c = o.getClass(); c != null; c = c.getSuperclass()) {
      for (java.lang.reflect.Method m : c.getDeclaredMethods()) {
        if (m.getName().equals(name) && m.getParameterCount() == args.length) {
          m.setAccessible(true);
          return m.invoke(o, args);
        }
      }
    }
    throw new NoSuchMethodException(o.getClass() + "." + name);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void abort(HttpServletRequest request) throws Exception {
    Throwable why = new IOException("abort of the test");
    Object r = request;
    while (r instanceof jakarta.servlet.ServletRequestWrapper) {
      r = ((jakarta.servlet.ServletRequestWrapper) r).getRequest();
    }
    String name = r.getClass().getName();
    System.out.println("event: request is " + name);
    if (name.startsWith("org.apache.catalina")) {
      Object q = get(r, "request");
      Object coyote;
      try {
        coyote = call(q, "getCoyoteRequest");
      } catch (NoSuchMethodException e) {
        System.out.println("event: inner is " + q.getClass());
        Object grizzly = call(q, "getCoyoteRequest");
        System.out.println("event: " + grizzly);
        return;
      }
      System.out.println("event: coyote is " + coyote.getClass());
      if (coyote.getClass().getName().startsWith("org.glassfish")) {
        Object packet = call(coyote, "getRequest");
        Object connection = call(packet, "getConnection");
        System.out.println("event: connection is " + connection.getClass());
        call(connection, "closeSilently");
        return;
      }
      Class<?> codes =
          Class.forName("org.apache.coyote.ActionCode", false, coyote.getClass().getClassLoader());
      call(coyote, "action", Enum.valueOf((Class) codes, "CLOSE_NOW"), why);
    } else if (name.startsWith("org.eclipse.jetty")) {
      Object channel;
      try {
        channel = call(r, "getHttpChannel");
      } catch (NoSuchMethodException e) {
        channel = call(call(r, "getServletRequestInfo"), "getServletChannel");
      }
      call(channel, "abort", why);
    } else if (name.startsWith("io.undertow")) {
      Object connection = call(call(r, "getExchange"), "getConnection");
      System.out.println("event: connection is " + connection.getClass());
      if (connection.getClass().getName().endsWith("Http2ServerConnection")) {
        Object id = call(get(connection, "responseChannel"), "getStreamId");
        call(get(connection, "channel"), "sendRstStream", id, 2);
      } else {
        call(connection, "close");
      }
    } else {
      Object link = call(call(r, "getIRequest"), "getHttpInboundConnection");
      System.out.println("event: link is " + link.getClass());
      Object device = call(link, "getHttpInboundDeviceLink");
      System.out.println("event: device is " + device.getClass());
      call(device, "close", call(link, "getVirtualConnection"), why);
    }
  }

  private static final class Listener implements AsyncListener {
    private final String way;

    Listener(String way) {
      this.way = way;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      System.out.println("event: onComplete " + way + " " + event.getThrowable());
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      System.out.println("event: onTimeout " + way);
    }

    @Override
    public void onError(AsyncEvent event) {
      System.out.println("event: onError " + way + " " + event.getThrowable());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
