package dev.offstage.servlet.respond.loopback;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.UrlPath;
import dev.offstage.servlet.respond.returning.BackOff;
import dev.offstage.servlet.respond.returning.Origin;
import dev.offstage.servlet.respond.returning.Passages;
import dev.offstage.servlet.respond.returning.Probe;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how this server reaches itself: at the address that a request came to. This is tried
 * with the first request, before anything is promised to a client. Thread-safe.
 */
public final class Connectors {
  private static final int MOST_ADDRESSES = 256;
  private static final int MOST_WAITING = 4;

  /** A header that the server believes can name any port, each of which would be tried. */
  private static final int MOST_TRYING = 4;

  private static final Pattern ADDRESS =
      Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F]*:[0-9a-fA-F:.]+(%[\\w.-]+)?]?");

  private final Passages passages;
  private final @Nullable URI given;
  private final ConcurrentMap<String, Attempt> attempts = new ConcurrentHashMap<>();
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Semaphore trying = new Semaphore(MOST_TRYING);

  public Connectors(Passages passages, @Nullable URI given) {
    this.passages = passages;
    this.given = given;
  }

  /** One address that is being tried, or has been. */
  private static final class Attempt {
    final CompletableFuture<@Nullable Connector> result = new CompletableFuture<>();
    final @Nullable BackOff before;
    volatile @Nullable BackOff failed;

    Attempt(@Nullable BackOff before) {
      this.before = before;
    }
  }

  /**
   * The way for requests that arrive as this one does; null if there is none that is known.
   *
   * @throws TimeoutException while another request is still finding that out
   */
  public @Nullable Connector to(HttpServletRequest request) throws TimeoutException {
    String address = given == null ? request.getLocalAddr() + " " + request.getLocalPort() : "";
    Attempt attempt = attempts.get(address);
    BackOff before = null;
    if (attempt != null && attempt.failed != null) {
      before = attempt.failed;
      if (!before.isOver()) {
        return null;
      }
      attempts.remove(address, attempt);
      attempt = null;
    }
    if (attempt == null) {
      if (!trying.tryAcquire()) {
        throw new TimeoutException();
      }
      try {
        Attempt own = new Attempt(before);
        attempt = putIfAbsent(address, own);
        if (attempt == own) {
          return tryOut(own, new Origin(request), UrlPath.ofWebapp(request));
        }
      } finally {
        trying.release();
      }
    }
    if (attempt.result.isDone()) {
      return attempt.result.getNow(null);
    }
    // Few may wait, and not for long: trying the address takes a thread of the server, too.
    if (!waiting.tryAcquire()) {
      throw new TimeoutException();
    }
    try {
      return attempt.result.get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      return null;
    } finally {
      waiting.release();
    }
  }

  private Attempt putIfAbsent(String address, Attempt own) {
    if (attempts.size() >= MOST_ADDRESSES) {
      // So many can only be made up.
      attempts.values().removeIf(each -> each.failed != null);
    }
    Attempt other = attempts.putIfAbsent(address, own);
    return other == null ? own : other;
  }

  private @Nullable Connector tryOut(Attempt attempt, Origin origin, String webapp) {
    List<String> failures = new ArrayList<>();
    Connector found = null;
    BackOff before = attempt.before;
    try {
      for (Connector each : candidates(origin, failures)) {
        String failure =
            Probe.failure(
                each, passages, RecordedRequest.probe(origin, webapp + Probe.PATH), Probe.PATIENCE);
        if (failure == null) {
          found = each;
          break;
        }
        failures.add(each + ": " + failure);
      }
    } finally {
      if (found == null) {
        attempt.failed = BackOff.after(String.join("; ", failures), before);
      }
      attempt.result.complete(found);
    }
    String come =
        "offstage: requests that come to "
            + (origin.localAddress == null ? "port " : origin.localAddress + ":")
            + origin.localPort;
    BackOff failed = attempt.failed;
    if (failed != null && failed.isNewAfter(before)) {
      Log.warn(
          come
              + " are answered as before, not at once: this server cannot reach itself there ("
              + String.join("; ", failures)
              + "). Set offstage.respond.connector to a connector that it can reach");
    }
    if (failed == null && before != null) {
      Log.info(come + " are answered at once from now on: this server reaches itself there");
    }
    return found;
  }

  private List<Connector> candidates(Origin origin, List<String> failures) {
    List<Connector> candidates = new ArrayList<>();
    if (given != null) {
      String host = given.getHost().replaceAll("[\\[\\]]", "");
      candidates.add(new Connector(host, given.getPort(), "https".equals(given.getScheme())));
      return candidates;
    }
    String address = origin.localAddress;
    if (address == null || !isOwn(address)) {
      // A proxy that speaks AJP or the PROXY protocol may have given its own.
      failures.add(address == null ? "it does not tell its address" : "not its own address");
      return candidates;
    }
    // A proxy may have terminated TLS; then the connector is a plain one.
    candidates.add(new Connector(address, origin.localPort, origin.secure));
    if (origin.secure) {
      candidates.add(new Connector(address, origin.localPort, false));
    }
    return candidates;
  }

  private static boolean isOwn(String address) {
    // Not a name: that would need a DNS look-up.
    if (!ADDRESS.matcher(address).matches()) {
      return false;
    }
    try {
      InetAddress parsed = InetAddress.getByName(address);
      return parsed.isLoopbackAddress() || NetworkInterface.getByInetAddress(parsed) != null;
    } catch (IOException e) {
      return false;
    }
  }
}
