package dev.offstage.servlet.respond.server.jetty;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.server.Members;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the end before it begins, when everything is still there: of the server, before its
 * connectors close, and of the context, for an undeployment.
 */
final class StopListeners {
  private static final String STATE = "_state";

  private final Members members;
  private final Object server;
  private final Object context;

  /** All that the webapp is to Jetty: since 12, a context of the older API is two. */
  private final List<Object> contexts = new ArrayList<>();

  private @Nullable Object listener;

  StopListeners(Members members, Object server, Object context) {
    this.members = members;
    this.server = server;
    this.context = context;
    contexts.add(context);
    if (members.has(context, "getCoreContextHandler")) {
      contexts.add(members.result(context, "getCoreContextHandler"));
    }
  }

  synchronized void add(Runnable drain) {
    ClassLoader loader = server.getClass().getClassLoader();
    Class<?> type = Members.type(loader, "org.eclipse.jetty.util.component.LifeCycle$Listener");
    Object own = Proxy.newProxyInstance(loader, new Class<?>[] {type}, new Listener(drain));
    listener = own;
    call("add", server, own);
    for (Object each : contexts) {
      call("add", each, own);
    }
  }

  synchronized void remove() {
    if (listener != null) {
      call("remove", server, listener);
      for (Object each : contexts) {
        call("remove", each, listener);
      }
    }
    listener = null;
  }

  /** Of the life cycle up to Jetty 9.4, then of any event. */
  private void call(String what, Object of, Object own) {
    String before = what + "LifeCycleListener";
    members.call(of, members.has(of, before, own) ? before : what + "EventListener", own);
  }

  /** A proxy, since the webapp has been compiled without the server. */
  private final class Listener implements InvocationHandler {
    private final Runnable drain;

    Listener(Runnable drain) {
      this.drain = drain;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
      switch (method.getName()) {
        case "lifeCycleStopping":
          try {
            stop();
          } catch (RuntimeException | Error e) {
            // The server stops, whatever becomes of us.
            Log.warn("offstage: tasks may be lost: they could not be finished before the stop", e);
          }
          return null;
        case "lifeCycleFailure":
          // Of a start perhaps, whose end nobody tells.
          remove();
          return null;
        case "hashCode":
          return System.identityHashCode(proxy);
        case "equals":
          return arguments != null && proxy == arguments[0];
        case "toString":
          return "offstage";
        default:
          return null;
      }
    }

    /** A context that is stopping lets nobody pass, though all that is in it still goes. */
    private void stop() {
      IdentityHashMap<Object, Object> stopping = new IdentityHashMap<>();
      for (Object each : contexts) {
        if (Boolean.TRUE.equals(members.call(each, "isStopping"))) {
          stopping.put(each, members.need(each, STATE));
        }
      }
      for (Object each : stopping.keySet()) {
        Object part = members.result(context, "getServletHandler");
        members.set(each, STATE, members.need(part, STATE));
      }
      try {
        drain.run();
      } finally {
        stopping.forEach((each, state) -> members.set(each, STATE, state));
      }
    }
  }
}
