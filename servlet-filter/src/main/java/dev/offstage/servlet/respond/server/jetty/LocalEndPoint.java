package dev.offstage.servlet.respond.server.jetty;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.respond.returning.ConnectorAttributes;
import dev.offstage.servlet.respond.returning.Origin;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.server.Addresses;
import dev.offstage.servlet.server.Members;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadPendingException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What Jetty has in the place of a socket, with the addresses of the first request: its {@code
 * EndPoint}. A proxy, since the webapp has been compiled without the server. There is always
 * something to read, or the end, and what is written is taken at once. Thread-safe.
 */
final class LocalEndPoint implements InvocationHandler {
  private final LocalExchange exchange;
  private final Members members;
  private final Object proxy;
  private final Class<?> callbackType;
  private final Class<?> connectionType;
  private final InetSocketAddress local;
  private final InetSocketAddress remote;
  private final boolean secure;
  private final @Nullable Object tls;
  private final long created = System.currentTimeMillis();

  /** Who wants to read. */
  private final AtomicReference<@Nullable Object> reader = new AtomicReference<>();

  private volatile @Nullable Object connection;
  private volatile boolean open = true;
  private volatile boolean ended;

  LocalEndPoint(LocalExchange exchange, RecordedRequest recorded) {
    this.exchange = exchange;
    Origin origin = recorded.origin;
    tls = recorded.attributes.get(ConnectorAttributes.JETTY_TLS);
    members = exchange.members;
    ClassLoader loader = exchange.way.loader;
    Class<?> type = Members.type(loader, "org.eclipse.jetty.io.EndPoint");
    callbackType = Members.type(loader, "org.eclipse.jetty.util.Callback");
    connectionType = Members.type(loader, "org.eclipse.jetty.io.Connection");
    local = Addresses.of(origin.localAddress == null ? "" : origin.localAddress, origin.localPort);
    remote = Addresses.of(origin.remoteAddress, origin.remotePort);
    secure = origin.secure;
    proxy = Proxy.newProxyInstance(loader, new Class<?>[] {type}, this);
  }

  Object proxy() {
    return proxy;
  }

  void open(Object newConnection) {
    connection = newConnection;
    members.callAs(connectionType, newConnection, "onOpen");
  }

  /** Lets whoever wants to read do so, on this thread. */
  void readIfWanted() {
    Object callback = reader.getAndSet(null);
    if (callback == null) {
      return;
    }
    if (open) {
      members.callAs(callbackType, callback, "succeeded");
    } else {
      members.callAs(callbackType, callback, "failed", new ClosedChannelException());
    }
  }

  /** Ends the connection from outside. */
  void close(Object ofIt) {
    open = false;
    try {
      members.callAs(connectionType, ofIt, "close");
    } catch (RuntimeException e) {
      Log.warn("offstage: a request that was given up could not be ended", e);
    }
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object first = arguments == null ? null : arguments[0];
    switch (method.getName()) {
      case "getLocalAddress":
      case "getLocalSocketAddress":
        return local;
      case "getRemoteAddress":
      case "getRemoteSocketAddress":
        return remote;
      case "isSecure":
        return secure;
      case "isOpen":
        return open;
      case "getCreatedTimeStamp":
        return created;
      case "isOutputShutdown":
        return ended || !open;
      case "isInputShutdown":
        return !open || exchange.request.isRead();
      case "getIdleTimeout":
        // None: as long as the work takes.
        return 0L;
      case "isOptimizedForDirectBuffers":
        return false;
      case "getConnection":
        return connection;
      case "setConnection":
        connection = first;
        return null;
      case "getSslSessionData":
        return tls;
      case "getTransport":
      case "cancelWrite":
      case "setIdleTimeout":
      case "onOpen":
      case "onClose":
        return null;
      case "upgrade":
        throw new UnsupportedOperationException("a request that returns cannot be upgraded");
      case "hashCode":
        return System.identityHashCode(proxy);
      case "equals":
        return proxy == first;
      case "toString":
        return "offstage " + remote;
      default:
        return transfer(method, first, arguments);
    }
  }

  private @Nullable Object transfer(
      Method method, @Nullable Object first, Object @Nullable [] arguments) throws Throwable {
    switch (method.getName()) {
      case "fill":
        return fill((ByteBuffer) first);
      case "isFillInterested":
        return reader.get() != null;
      case "fillInterested":
        if (!registers(first)) {
          throw new ReadPendingException();
        }
        return null;
      case "tryFillInterested":
        return registers(first);
      case "flush":
        take(arguments);
        return true;
      case "write":
        write(arguments);
        return null;
      case "shutdownOutput":
        ended = true;
        exchange.response.end();
        exchange.wake();
        return null;
      case "close":
        open = false;
        exchange.response.breakOff((Throwable) first);
        exchange.wake();
        return null;
      default:
        throw new UnsupportedOperationException(method.toString());
    }
  }

  private int fill(@Nullable ByteBuffer buffer) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    try {
      return buffer == null ? 0 : exchange.request.read(buffer);
    } catch (IOException e) {
      // To Jetty, a client that has left: what it answers then is no response of the webapp's.
      exchange.response.fail(e);
      throw e;
    }
  }

  private boolean registers(@Nullable Object callback) {
    boolean first = reader.compareAndSet(null, callback);
    if (first) {
      exchange.wake();
    }
    return first;
  }

  /** Whatever of it is bytes, before it says that it has them to whatever is a callback. */
  private void write(Object @Nullable [] arguments) {
    Object callback = null;
    for (Object each : arguments == null ? new Object[0] : arguments) {
      if (callbackType.isInstance(each)) {
        callback = each;
      }
    }
    if (callback == null) {
      throw new IllegalArgumentException("no callback");
    }
    try {
      take(arguments);
    } catch (IOException e) {
      members.callAs(callbackType, callback, "failed", e);
      return;
    }
    members.callAs(callbackType, callback, "succeeded");
  }

  private void take(Object @Nullable [] arguments) throws IOException {
    if (!open || ended) {
      throw new ClosedChannelException();
    }
    try {
      for (Object each : arguments == null ? new Object[0] : arguments) {
        if (each instanceof ByteBuffer) {
          exchange.response.accept((ByteBuffer) each);
        } else if (each instanceof ByteBuffer[]) {
          for (ByteBuffer buffer : (ByteBuffer[]) each) {
            exchange.response.accept(buffer);
          }
        }
      }
    } finally {
      if (exchange.response.isOver()) {
        exchange.wake();
      }
    }
  }
}
