package dev.offstage.servlet.respond.server.tomcat;

import dev.offstage.servlet.respond.returning.Attempt;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.server.Members;
import java.io.IOException;
import java.io.OutputStream;

/** The way in behind one connector. Thread-safe. */
final class TomcatReturn implements Return {
  final Members members;
  final Object connector;
  final Object adapter;
  final ClassLoader loader;

  /** The one of the webapp. */
  final Object context;

  TomcatReturn(Members members, Object connector, Object context) {
    this.members = members;
    this.connector = connector;
    this.context = context;
    adapter = OwnAdapter.of(members, connector, context);
    loader = adapter.getClass().getClassLoader();
  }

  @Override
  public ReceivedResponse send(
      RecordedRequest request, String token, OutputStream body, Attempt attempt)
      throws IOException {
    return new TomcatExchange(this, request, token, body).perform(attempt);
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
