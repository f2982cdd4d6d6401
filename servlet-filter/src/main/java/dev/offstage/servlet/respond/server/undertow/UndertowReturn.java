package dev.offstage.servlet.respond.server.undertow;

import dev.offstage.servlet.respond.returning.Attempt;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.server.Members;
import java.io.IOException;
import java.io.OutputStream;

/** The way in behind one connector. Thread-safe. */
final class UndertowReturn implements Return {
  final UndertowFamily family;
  final Members members;
  final Engine engine;
  final Object root;
  final Object options;
  private volatile boolean open;

  UndertowReturn(UndertowFamily family, Engine engine, Object root, Object connection) {
    this.family = family;
    this.engine = engine;
    this.root = root;
    members = family.members;
    options = engine.optionsLike(members.result(connection, "getUndertowOptions"));
  }

  /** Whether a request has reached the webapp by it. */
  boolean isOpen() {
    return open;
  }

  @Override
  public ReceivedResponse send(
      RecordedRequest request, String token, OutputStream body, Attempt attempt)
      throws IOException {
    UndertowExchange exchange = new UndertowExchange(this, request, open && family.isStopping());
    ReceivedResponse response = exchange.perform(token, body, attempt);
    if (exchange.hasArrived()) {
      open = true;
    }
    // Whatever is in front of a webapp may answer 404 for reasons of its own.
    return exchange.isTurnedAway() && (response.status() != 404 || family.isAboutToStop())
        ? new UndertowExchange(this, request, true).perform(token, body, attempt)
        : response;
  }

  @Override
  public boolean isByStranger() {
    return false;
  }

  @Override
  public String toString() {
    return "in process";
  }
}
