package dev.offstage.servlet.respond;

import dev.offstage.RespondSettings;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.UrlPath;
import dev.offstage.servlet.respond.loopback.Connectors;
import dev.offstage.servlet.respond.returning.Origin;
import dev.offstage.servlet.respond.returning.Passages;
import dev.offstage.servlet.respond.returning.Probe;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.respond.server.ServerFamily;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how a request is to return: in process where the server is known, else by a connection.
 * Each way is tried out before anything is promised to a client. Thread-safe.
 */
final class Ways {
  private final Passages passages;
  private final Connectors connectors;
  private final RespondSettings.Way chosen;
  private final @Nullable ServerFamily family;

  /** Those in process that have been tried: what is wrong, or nothing. */
  private final ConcurrentMap<Return, String> tried = new ConcurrentHashMap<>();

  Ways(Passages passages, RespondSettings settings, @Nullable ServerFamily family) {
    this.passages = passages;
    this.family = family;
    chosen = settings.way();
    connectors = new Connectors(passages, settings.connector());
  }

  /**
   * The way for requests that arrive as this one does; null if there is none that is known.
   *
   * @throws TimeoutException while another request is still finding that out
   */
  @Nullable Return to(HttpServletRequest request) throws TimeoutException {
    Return inProcess = family == null ? null : family.returnFor(request);
    if (inProcess != null && failure(inProcess, request).isEmpty()) {
      return inProcess;
    }
    return chosen == RespondSettings.Way.IN_PROCESS ? null : connectors.to(request);
  }

  private String failure(Return way, HttpServletRequest request) {
    String known = tried.get(way);
    if (known != null) {
      return known;
    }
    String path = UrlPath.ofWebapp(request) + Probe.PATH;
    String failure = Probe.failure(way, passages, RecordedRequest.probe(new Origin(request), path));
    if (failure != null) {
      Log.warn(
          "offstage: this server, "
              + request.getServletContext().getServerInfo()
              + ", takes no requests in process ("
              + failure
              + ")");
    }
    tried.putIfAbsent(way, failure == null ? "" : failure);
    return failure == null ? "" : failure;
  }

  /** For the log: how requests return. */
  @Override
  public String toString() {
    return family == null ? "by a connection of the server to itself" : "in process, " + family;
  }
}
