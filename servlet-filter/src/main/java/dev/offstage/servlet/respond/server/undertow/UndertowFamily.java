package dev.offstage.servlet.respond.server.undertow;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.respond.server.ServerFamily;
import dev.offstage.servlet.server.ContainerRequest;
import dev.offstage.servlet.server.Members;
import dev.offstage.servlet.server.Members.UnknownServerException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One webapp in Undertow. Thread-safe. */
public final class UndertowFamily implements ServerFamily {
  private static final String REQUEST = "io.undertow.servlet.spec.HttpServletRequestImpl";
  private static final String REQUEST_CONTEXT =
      "io.undertow.servlet.handlers.ServletRequestContext";
  private static final int MOST_WAYS = 64;

  final Members members = new Members();
  private final Object deployment;
  private final ClassLoader loader;
  private final String server;
  private final String path;
  private final StopHook stop;
  private final AtomicBoolean said = new AtomicBoolean();

  /** By the root handlers; guarded by this, as the next. */
  private final Map<Object, Return> ways = new HashMap<>();

  private @Nullable Engine engine;
  private boolean closed;

  private UndertowFamily(ServletContext context) {
    deployment = members.result(context, "getDeployment");
    loader = context.getClass().getClassLoader();
    server = String.valueOf(context.getServerInfo()).replace(" - ", " ");
    path = String.valueOf(context.getContextPath());
    stop = new StopHook(members, deployment);
  }

  /**
   * The one of this webapp; null if it is in another server.
   *
   * @throws UnknownServerException if it is not as it was when this was written
   */
  public static @Nullable ServerFamily of(ServletContext context) {
    return context.getClass().getName().equals("io.undertow.servlet.spec.ServletContextImpl")
        ? new UndertowFamily(context)
        : null;
  }

  @Override
  public @Nullable Return returnFor(HttpServletRequest request) {
    ServletRequest inner = ContainerRequest.of(request);
    if (!inner.getClass().getName().equals(REQUEST)) {
      say("requests come as " + inner.getClass().getName());
      return null;
    }
    try {
      return wayBehind(members.result(members.result(inner, "getExchange"), "getConnection"));
    } catch (RuntimeException | LinkageError e) {
      say(e instanceof UnknownServerException ? String.valueOf(e.getMessage()) : e.toString());
      return null;
    }
  }

  private synchronized @Nullable Return wayBehind(Object connection) {
    Object root = RootHandler.of(members, connection);
    Return known = ways.get(root);
    if (known != null || closed || ways.size() >= MOST_WAYS) {
      return known;
    }
    Engine own = engine;
    if (own == null) {
      own = new Engine(members, connection, appName());
      engine = own;
      SuspendGate.open(members, deployment, own);
    }
    Return way = new UndertowReturn(this, own, root, connection);
    ways.put(root, way);
    return way;
  }

  private String appName() {
    return path.isEmpty() ? "root" : path.substring(1).replaceAll("[^A-Za-z0-9._-]", "-");
  }

  private void say(String what) {
    if (said.compareAndSet(false, true)) {
      Log.warn("offstage: " + server + " is not as Offstage knows it: " + what);
    }
  }

  /** Whether the webapp's part of the server has seen the exchange. */
  boolean hasArrived(Object exchange) {
    Object key = members.constant(Members.type(loader, REQUEST_CONTEXT), "ATTACHMENT_KEY");
    return members.call(exchange, "getAttachment", key) != null;
  }

  /** The first handler of the webapp, behind those that find it by its path. */
  Object webapp() {
    return members.result(deployment, "getHandler");
  }

  /** Does what those would have done. */
  void leadToWebapp(Object exchange) {
    String whole = String.valueOf(members.call(exchange, "getRelativePath"));
    members.call(exchange, "setResolvedPath", path);
    members.call(
        exchange,
        "setRelativePath",
        whole.startsWith(path) ? whole.substring(path.length()) : whole);
  }

  boolean isStopping() {
    return stop.hasBegun();
  }

  boolean isAboutToStop() {
    return stop.isAboutToBegin();
  }

  @Override
  public void beforeStop(Runnable drain) {
    stop.add(drain);
  }

  @Override
  public void close() {
    stop.remove();
    Engine own;
    synchronized (this) {
      closed = true;
      own = engine;
      engine = null;
      ways.clear();
    }
    if (own != null) {
      own.close();
    }
  }

  @Override
  public String toString() {
    return server;
  }
}
