package dev.offstage.servlet.respond.server.tomcat;

import dev.offstage.servlet.respond.server.Members;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the end before it begins. When the engine is about to stop, the connectors are paused
 * and everything behind them is still there; so it is for a context, once it is first among its
 * listeners: the next one takes it out of the mapper.
 */
final class StopListeners {
  private static final String BEFORE_STOP = "before_stop";

  private final Members members;
  private final Object context;
  private @Nullable Object engine;
  private @Nullable Object listener;

  StopListeners(Members members, Object context) {
    this.members = members;
    this.context = context;
  }

  synchronized void add(Runnable drain) {
    Object server = context;
    for (Object parent = context; parent != null; parent = members.call(parent, "getParent")) {
      server = parent;
    }
    ClassLoader loader = server.getClass().getClassLoader();
    Class<?> type = Members.type(loader, "org.apache.catalina.LifecycleListener");
    Object own = Proxy.newProxyInstance(loader, new Class<?>[] {type}, new Listener(drain));
    listener = own;
    engine = server;
    @SuppressWarnings("unchecked")
    List<Object> first = (List<Object>) members.need(context, "lifecycleListeners");
    first.add(0, own);
    members.call(server, "addLifecycleListener", own);
  }

  synchronized void remove() {
    if (listener != null && engine != null) {
      members.call(context, "removeLifecycleListener", listener);
      members.call(engine, "removeLifecycleListener", listener);
    }
    listener = null;
    engine = null;
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
        stop();
      }
      return null;
    }

    /** A reload has paused the context: until it goes on, the adapter lets nobody pass. */
    private void stop() {
      boolean paused = Boolean.TRUE.equals(members.get(context, "paused"));
      members.set(context, "paused", false);
      try {
        drain.run();
      } finally {
        members.set(context, "paused", paused);
      }
    }
  }
}
