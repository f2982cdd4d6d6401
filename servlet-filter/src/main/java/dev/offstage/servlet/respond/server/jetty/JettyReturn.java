package dev.offstage.servlet.respond.server.jetty;

import dev.offstage.servlet.respond.returning.Attempt;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.server.Members;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The way in behind one connector: a connection of its HTTP/1.1 that has no socket. Thread-safe.
 */
final class JettyReturn implements Return {
  final Members members;
  final ClassLoader loader;

  /** What connections think they belong to. */
  private final Object connector;

  private final Object factory;

  JettyReturn(Members members, Object server, Object connector, Object configuration) {
    this.members = members;
    loader = server.getClass().getClassLoader();
    this.connector = StandInConnector.of(loader, connector);
    factory = new LocalHttp(members, loader).factory(connector, configuration);
  }

  /** A connection whose other end is the given one. */
  Object newConnection(Object endPoint) {
    return members.result(factory, "newConnection", connector, endPoint);
  }

  @Override
  public ReceivedResponse send(
      RecordedRequest request, String token, OutputStream body, Attempt attempt)
      throws IOException {
    try (LocalExchange exchange = new LocalExchange(this, request, token, body)) {
      return exchange.perform(attempt);
    }
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
