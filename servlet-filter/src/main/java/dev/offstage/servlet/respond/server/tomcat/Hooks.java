package dev.offstage.servlet.respond.server.tomcat;

import dev.offstage.servlet.server.Members;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat asks of the connection: its {@code InputBuffer}, {@code OutputBuffer} and {@code
 * ActionHook}. A proxy of all three, since the webapp has been compiled without the server.
 */
final class Hooks implements InvocationHandler {
  private final TomcatExchange exchange;
  private final Members members;

  Hooks(TomcatExchange exchange) {
    this.exchange = exchange;
    members = exchange.members;
  }

  /** Puts it into request and response. */
  void connect() {
    ClassLoader loader = exchange.way.loader;
    Class<?>[] types = {
      Members.type(loader, "org.apache.coyote.InputBuffer"),
      Members.type(loader, "org.apache.coyote.OutputBuffer"),
      Members.type(loader, "org.apache.coyote.ActionHook")
    };
    Object proxy = Proxy.newProxyInstance(loader, types, this);
    members.call(exchange.request, "setInputBuffer", proxy);
    members.call(exchange.response, "setOutputBuffer", proxy);
    members.call(exchange.request, "setHook", proxy);
    members.call(exchange.response, "setHook", proxy);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws IOException {
    Object first = arguments == null ? null : arguments[0];
    switch (method.getName()) {
      case "action":
        if (first != null && arguments != null) {
          act(((Enum<?>) first).name(), arguments[1]);
        }
        return null;
      case "doRead":
        return first == null ? -1 : exchange.body.read(first);
      case "available":
        return exchange.body.available();
      case "doWrite":
        return first == null ? 0 : write(first);
      case "getBytesWritten":
        return exchange.sink.written();
      case "hashCode":
        return System.identityHashCode(proxy);
      case "equals":
        return proxy == first;
      case "toString":
        return "offstage";
      default:
        throw new UnsupportedOperationException(method.getName());
    }
  }

  private int write(Object chunk) throws IOException {
    try {
      return exchange.sink.write(chunk);
    } catch (IOException e) {
      exchange.fail(e);
      throw e;
    }
  }

  private void act(String action, @Nullable Object parameter) throws IOException {
    if (action.startsWith("ASYNC_")) {
      actAsync(action, parameter);
      return;
    }
    switch (action) {
      case "COMMIT":
      case "CLOSE":
      case "CLIENT_FLUSH":
        exchange.sink.commit();
        break;
      case "CLOSE_NOW":
        exchange.sink.fail(
            new IOException(
                "the response broke off",
                parameter instanceof Throwable ? (Throwable) parameter : null));
        break;
      case "AVAILABLE":
        members.call(exchange.request, "setAvailable", exchange.body.available());
        break;
      case "REQ_SET_BODY_REPLAY":
        exchange.body.replaceBy(parameter);
        break;
      case "REQUEST_BODY_FULLY_READ":
        set(parameter, exchange.body.isRead());
        break;
      case "IS_ERROR":
        set(parameter, exchange.sink.hasFailed());
        break;
      case "IS_IO_ALLOWED":
        set(parameter, !exchange.sink.hasFailed());
        break;
      case "NB_READ_INTEREST":
      case "NB_WRITE_INTEREST":
      case "IS_TRAILER_FIELDS_READY":
      case "IS_TRAILER_FIELDS_SUPPORTED":
        // Those of the response are not kept.
        set(parameter, true);
        break;
      case "IS_PUSH_SUPPORTED":
        set(parameter, false);
        break;
      case "DISPATCH_READ":
        exchange.dispatches.add("OPEN_READ");
        break;
      case "DISPATCH_WRITE":
        exchange.dispatches.add("OPEN_WRITE");
        break;
      case "DISPATCH_ERROR":
        exchange.dispatches.add("ERROR");
        break;
      case "DISPATCH_EXECUTE":
        wakeForDispatches();
        break;
      case "PROTOCOL_REQUEST_ID":
        name(parameter, "");
        break;
      case "UPGRADE":
        throw new UnsupportedOperationException("a request that returns cannot be upgraded");
      default:
        // Of the connection; what is known of it is set beforehand.
    }
  }

  private void wakeForDispatches() {
    for (String due = exchange.dispatches.poll(); due != null; due = exchange.dispatches.poll()) {
      exchange.events.add(due);
    }
  }

  private void actAsync(String action, @Nullable Object parameter) {
    AsyncState async = exchange.async;
    switch (action) {
      case "ASYNC_START":
        exchange.startedAt = System.nanoTime();
        async.start(parameter);
        break;
      case "ASYNC_DISPATCHED":
        async.dispatched();
        break;
      case "ASYNC_DISPATCH":
        wake(async.dispatch());
        break;
      case "ASYNC_COMPLETE":
        exchange.dispatches.clear();
        wake(async.complete());
        break;
      case "ASYNC_ERROR":
        async.error();
        break;
      case "ASYNC_TIMEOUT":
        set(parameter, async.timeout());
        break;
      case "ASYNC_SETTIMEOUT":
        exchange.timeoutMillis = parameter == null ? -1 : (Long) parameter;
        break;
      case "ASYNC_POST_PROCESS":
        async.step();
        break;
      case "ASYNC_RUN":
        exchange.run((Runnable) parameter);
        break;
      case "ASYNC_IS_ASYNC":
        set(parameter, async.isAsync());
        break;
      case "ASYNC_IS_STARTED":
        set(parameter, async.isStarted());
        break;
      case "ASYNC_IS_COMPLETING":
        set(parameter, async.isCompleting());
        break;
      case "ASYNC_IS_DISPATCHING":
        set(parameter, async.isDispatching());
        break;
      case "ASYNC_IS_TIMINGOUT":
        set(parameter, async.isTimingOut());
        break;
      case "ASYNC_IS_ERROR":
        set(parameter, async.isError());
        break;
      default:
        throw new UnsupportedOperationException(action);
    }
  }

  private void wake(boolean stepDue) {
    if (stepDue) {
      exchange.events.add("OPEN_READ");
    }
  }

  private static void set(@Nullable Object parameter, boolean value) {
    if (parameter instanceof AtomicBoolean) {
      ((AtomicBoolean) parameter).set(value);
    }
  }

  @SuppressWarnings("unchecked") // What the action says.
  private static void name(@Nullable Object parameter, String value) {
    if (parameter instanceof AtomicReference) {
      ((AtomicReference<Object>) parameter).set(value);
    }
  }
}
