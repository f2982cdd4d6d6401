package dev.offstage.servlet.respond.server.tomcat;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.server.Members;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the end before it begins, when everything is still there: of the service, for the end of
 * the server, and of the context, for an undeployment. Among the listeners of the context it has to
 * be the first: the next one takes the context out of the mapper.
 *
 * <p>Not of the engine: who waits there holds its lock. Up to 8.5 a background thread wants that as
 * well, and the engine waits for the end of this thread.
 */
final class StopListeners {
  private static final String BEFORE_STOP = "before_stop";

  private final Members members;
  private final Object context;
  private @Nullable Object service;
  private @Nullable Object listener;

  StopListeners(Members members, Object context) {
    this.members = members;
    this.context = context;
  }

  synchronized void add(Runnable drain) {
    Object engine = context;
    for (Object parent = context; parent != null; parent = members.call(parent, "getParent")) {
      engine = parent;
    }
    Object server = members.result(engine, "getService");
    ClassLoader loader = server.getClass().getClassLoader();
    Class<?> type = Members.type(loader, "org.apache.catalina.LifecycleListener");
    Object own = Proxy.newProxyInstance(loader, new Class<?>[] {type}, new Listener(drain));
    listener = own;
    service = server;
    if (!hasThreadOfItsOwn()) {
      @SuppressWarnings("unchecked")
      List<Object> listeners = (List<Object>) members.need(context, "lifecycleListeners");
      listeners.add(0, own);
    }
    members.call(server, "addLifecycleListener", own);
  }

  /** Then a context is as an engine. */
  private boolean hasThreadOfItsOwn() {
    return (Integer) members.result(context, "getBackgroundProcessorDelay") > 0;
  }

  synchronized void remove() {
    if (listener != null && service != null) {
      members.call(context, "removeLifecycleListener", listener);
      members.call(service, "removeLifecycleListener", listener);
    }
    listener = null;
    service = null;
  }

  /** A proxy, since the webapp has been compiled without the server. */
  private final class Listener implements InvocationHandler {
    private final Runnable drain;

    Listener(Runnable drain) {
      this.drain = drain;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
      if (arguments == null) {
        return method.getName().equals("hashCode")
            ? (Object) System.identityHashCode(proxy)
            : "offstage";
      }
      if (!method.getName().equals("lifecycleEvent")) {
        return proxy == arguments[0];
      }
      if (BEFORE_STOP.equals(members.call(arguments[0], "getType"))) {
        try {
          stop();
        } catch (RuntimeException | Error e) {
          // The server stops, whatever becomes of us.
          Log.warn("offstage: tasks may be lost: they could not be finished before the stop", e);
        }
      }
      return null;
    }

    /** A reload has paused the context: until it goes on, the adapter lets nobody pass. */
    private void stop() {
      boolean paused = Boolean.TRUE.equals(members.get(context, "paused"));
      if (paused) {
        members.set(context, "paused", false);
      }
      try {
        drain.run();
      } finally {
        if (paused) {
          members.set(context, "paused", true);
        }
      }
    }
  }
}
