package dev.offstage.servlet.respond.loopback;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.UrlPath;
import dev.offstage.servlet.respond.returning.Origin;
import dev.offstage.servlet.respond.returning.Passages;
import dev.offstage.servlet.respond.returning.Probe;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * URLs that the server lets nobody call without TLS, {@code CONFIDENTIAL} ones of the Servlet
 * specification, section 13.8. Behind a proxy that terminates TLS the client's request passes, and
 * one to the plain connector would be redirected. The server is asked for each method and path,
 * since one rule may be for some that are confidential and others that are not. Thread-safe.
 */
public final class TlsOnly {
  private static final int MOST_KNOWN = 512;
  private static final int LONGEST_KNOWN = 512;

  /** Each takes a thread of the server, beside that of the request that waits for it. */
  private static final int MOST_ASKING = 4;

  private final Passages passages;
  private final Map<String, Boolean> known = Collections.synchronizedMap(new Recent());
  private final Semaphore asking = new Semaphore(MOST_ASKING);
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  public TlsOnly(Passages passages) {
    this.passages = passages;
  }

  /** Forgets what was asked for longest ago. */
  private static final class Recent extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > MOST_KNOWN;
    }
  }

  /**
   * Whether this request may not return by that connector, or that cannot be found out now.
   *
   * @param rule by which it is to return; the log has each once
   */
  public boolean forbids(Connector connector, HttpServletRequest request, String rule) {
    if (!request.isSecure() || connector.hasTls()) {
      return false;
    }
    String path = UrlPath.of(request);
    String key = request.getMethod() + ' ' + path + ' ' + connector;
    Boolean forbidden = known.get(key);
    if (forbidden == null) {
      forbidden = ask(connector, request, path);
      if (forbidden == null) {
        return true;
      }
      if (key.length() <= LONGEST_KNOWN) {
        known.put(key, forbidden);
      }
    }
    if (forbidden && said.add(rule)) {
      Log.warn(
          "offstage: "
              + request.getServletPath()
              + " is answered as before, not at once: the server demands TLS for it, and "
              + connector
              + " has none. Set offstage.respond.connector to one that has, or that is secure=true");
    }
    return forbidden;
  }

  /** Null if it cannot be found out now. */
  private @Nullable Boolean ask(Connector connector, HttpServletRequest request, String path) {
    try {
      if (!asking.tryAcquire(1, TimeUnit.SECONDS)) {
        return null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    try {
      RecordedRequest probe = RecordedRequest.probe(new Origin(request), request.getMethod(), path);
      ReceivedResponse instead = Probe.answer(connector, passages, probe);
      return instead != null && isForTls(instead);
    } catch (IOException e) {
      return null;
    } finally {
      asking.release();
    }
  }

  private static boolean isForTls(ReceivedResponse response) {
    @Nullable String location = response.headers().first("Location");
    return response.status() >= 300
        && response.status() < 400
        && location != null
        && location.startsWith("https:");
  }
}
