package dev.offstage.servlet.respond.server.undertow;

import dev.offstage.servlet.respond.http1.RequestHead;
import dev.offstage.servlet.respond.http1.ResponseReader;
import dev.offstage.servlet.respond.returning.Attempt;
import dev.offstage.servlet.respond.returning.Origin;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.server.Addresses;
import dev.offstage.servlet.server.Members;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request on its way through a pipe and Undertow's handlers. */
final class UndertowExchange {
  private final UndertowReturn way;
  private final Members members;
  private final Engine engine;
  private final RecordedRequest request;

  /** Whether it enters at the webapp itself: what is in front of it does not lead there now. */
  private final boolean direct;

  private final AtomicBoolean come = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean begun;
  private volatile boolean arrived;
  private volatile boolean turnedAway;
  private volatile boolean givenUp;

  UndertowExchange(UndertowReturn way, RecordedRequest request, boolean direct) {
    this.way = way;
    this.request = request;
    this.direct = direct;
    members = way.members;
    engine = way.engine;
  }

  /** Whether the webapp's own part of the server has seen it. */
  boolean hasArrived() {
    return arrived;
  }

  /** Whether a server that stops has refused it in front of the webapp. */
  boolean isTurnedAway() {
    return turnedAway;
  }

  /**
   * Sends it.
   *
   * @param body gets nothing if it is turned away
   */
  ReceivedResponse perform(String token, OutputStream body, Attempt attempt) throws IOException {
    Object pipe = engine.newPipe();
    Object serverEnd = members.result(pipe, "getLeftSide");
    PipeEnd end =
        new PipeEnd(
            members,
            members.result(pipe, "getRightSide"),
            engine.type("org.xnio.ChannelListener"),
            RequestHead.of(request, token),
            request.body,
            attempt::isHopeless);
    try {
      attempt.endedBy(
          () -> {
            givenUp = true;
            end.close();
          });
      Object listener = engine.newListener(way.options, handler(this::hasCome));
      Runnable accept = () -> members.call(listener, "handleEvent", serverEnd);
      members.call(members.result(serverEnd, "getIoThread"), "execute", accept);
      ResponseReader reader = new ResponseReader(end);
      ReceivedResponse response = reader.readHead();
      if (!turnedAway && !request.method.equals("HEAD")) {
        reader.readBody(response, body, false);
      }
      return response;
    } finally {
      end.end();
      awaitWork(attempt);
    }
  }

  private Object handler(Callback callback) {
    return Callback.of(engine.type("io.undertow.server.HttpHandler"), callback);
  }

  /**
   * On the thread that reads from the pipe: the rest is done by one that may block.
   *
   * <p>Only the first is ours. What a server has left of a body would be taken for another request,
   * and a client may have written it.
   */
  private @Nullable Object hasCome(Object exchange) {
    if (come.compareAndSet(false, true)) {
      return members.call(exchange, "dispatch", engine.threads, handler(this::serve));
    }
    return members.call(members.result(exchange, "getConnection"), "close");
  }

  private @Nullable Object serve(Object exchange) {
    begun = true;
    try {
      pretend(exchange, request.origin);
      members.call(
          exchange,
          "addResponseCommitListener",
          Callback.of(
              engine.type("io.undertow.server.ResponseCommitListener"), this::beforeCommit));
      if (direct) {
        way.family.leadToWebapp(exchange);
      }
      return members.call(direct ? way.family.webapp() : way.root, "handleRequest", exchange);
    } finally {
      over.countDown();
    }
  }

  /** Lets it seem to have come from the first request's client, to the same connector. */
  private void pretend(Object exchange, Origin origin) {
    members.call(exchange, "setRequestScheme", origin.scheme);
    if (origin.secure && !origin.scheme.equals("https")) {
      Object key = members.constant(exchange.getClass(), "SECURE_REQUEST");
      members.call(exchange, "putAttachment", key, true);
    }
    members.call(
        exchange, "setSourceAddress", Addresses.of(origin.remoteAddress, origin.remotePort));
    if (origin.localAddress != null) {
      members.call(
          exchange, "setDestinationAddress", Addresses.of(origin.localAddress, origin.localPort));
    }
  }

  private @Nullable Object beforeCommit(Object exchange) {
    arrived = way.family.hasArrived(exchange);
    int status = (Integer) members.result(exchange, "getStatusCode");
    turnedAway = !arrived && !direct && way.isOpen() && StopGate.hasAnswered(status);
    // A body that ends with its connection could not be told from one that breaks off.
    members.call(members.result(exchange, "getResponseHeaders"), "remove", "Connection");
    return members.call(exchange, "setPersistent", true);
  }

  /** What a servlet does after its response is part of its work. */
  private void awaitWork(Attempt attempt) {
    boolean interrupted = false;
    while (begun && !givenUp) {
      try {
        if (over.await(1, TimeUnit.SECONDS) || attempt.isHopeless()) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
