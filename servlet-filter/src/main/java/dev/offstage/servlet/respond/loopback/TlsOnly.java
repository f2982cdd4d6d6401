package dev.offstage.servlet.respond.loopback;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.UrlPath;
import dev.offstage.servlet.respond.returning.Origin;
import dev.offstage.servlet.respond.returning.Passages;
import dev.offstage.servlet.respond.returning.Probe;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * URLs that the server lets nobody call without TLS, {@code CONFIDENTIAL} ones of the Servlet
 * specification, section 13.8. Behind a proxy that terminates TLS the client's request passes, and
 * one to the plain connector would be redirected. Thread-safe.
 */
public final class TlsOnly {
  private final Passages passages;
  private final ConcurrentMap<String, Boolean> known = new ConcurrentHashMap<>();

  public TlsOnly(Passages passages) {
    this.passages = passages;
  }

  /**
   * Whether this request may not return by that connector.
   *
   * @param rule by which it is to return; the first request of each finds out for all
   */
  public boolean forbids(Connector connector, HttpServletRequest request, String rule) {
    return request.isSecure()
        && !connector.hasTls()
        && known.computeIfAbsent(rule + " " + connector, key -> isRedirected(connector, request));
  }

  private boolean isRedirected(Connector connector, HttpServletRequest request) {
    String path = UrlPath.of(request);
    ReceivedResponse response =
        Probe.answer(connector, passages, RecordedRequest.probe(new Origin(request), path));
    boolean redirected = response != null && isForTls(response);
    if (redirected) {
      Log.warn(
          "offstage: "
              + request.getServletPath()
              + " is answered as before, not at once: the server demands TLS for it, and "
              + connector
              + " has none. Set offstage.respond.connector to one that has, or that is secure=true");
    }
    return redirected;
  }

  private static boolean isForTls(ReceivedResponse response) {
    @Nullable String location = response.headers().first("Location");
    return response.status() >= 300
        && response.status() < 400
        && location != null
        && location.startsWith("https:");
  }
}
