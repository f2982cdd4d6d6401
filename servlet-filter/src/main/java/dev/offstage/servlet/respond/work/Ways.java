package dev.offstage.servlet.respond.work;

import dev.offstage.RespondSettings;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.UrlPath;
import dev.offstage.servlet.respond.loopback.Connector;
import dev.offstage.servlet.respond.loopback.Connectors;
import dev.offstage.servlet.respond.loopback.TlsOnly;
import dev.offstage.servlet.respond.returning.BackOff;
import dev.offstage.servlet.respond.returning.Origin;
import dev.offstage.servlet.respond.returning.Passages;
import dev.offstage.servlet.respond.returning.Probe;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.respond.rule.RespondRule;
import dev.offstage.servlet.respond.server.Onlookers;
import dev.offstage.servlet.respond.server.ServerFamily;
import dev.offstage.servlet.server.ContainerRequest;
import dev.offstage.servlet.server.Members;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how a request is to return: in process where the server is known, else by a connection.
 * Each way is tried out before anything is promised to a client. Thread-safe.
 */
public final class Ways {
  private static final String SHORTER_WAY =
      ". With offstage.respond.way=auto no connection is needed inside Tomcat, TomEE, Jetty,"
          + " Undertow and WildFly";

  private final Passages passages;
  private final Connectors connectors;
  private final TlsOnly tlsOnly;
  private final RespondSettings.Way chosen;
  private final boolean trustListeners;
  private final @Nullable ServerFamily family;
  private final AtomicBoolean said = new AtomicBoolean();
  private volatile @Nullable Boolean seen;
  // The last one of each kind of connection.
  private volatile @Nullable Return knownPlain;
  private volatile @Nullable Return knownSecure;

  // Those in process.
  private final Set<Return> open = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<Return, BackOff> failed = new ConcurrentHashMap<>();

  public Ways(Passages passages, RespondSettings settings, @Nullable ServerFamily family) {
    this.passages = passages;
    this.family = family;
    chosen = settings.way();
    trustListeners = settings.trustListeners();
    tlsOnly = new TlsOnly(passages);
    connectors = new Connectors(passages, settings.connector());
  }

  /**
   * The way for requests that arrive as this one does; null if there is none that is known.
   *
   * @param rule that is for it
   * @throws TimeoutException while another request is still finding that out
   */
  public @Nullable Return to(HttpServletRequest request, RespondRule rule) throws TimeoutException {
    Return way = find(request, rule);
    if (way != null && request.isSecure()) {
      knownSecure = way;
    } else if (way != null) {
      knownPlain = way;
    }
    return way;
  }

  /**
   * One by which requests have returned, or could; null before the first one.
   *
   * @param secure for a request that came by TLS: it gets another one only if there is none
   */
  public @Nullable Return known(boolean secure) {
    Return first = secure ? knownSecure : knownPlain;
    return first != null ? first : secure ? knownPlain : knownSecure;
  }

  private @Nullable Return find(HttpServletRequest request, RespondRule rule)
      throws TimeoutException {
    Return inProcess = family == null ? null : family.returnFor(request);
    if (inProcess != null && isOpen(inProcess, request)) {
      return inProcess;
    }
    if (chosen == RespondSettings.Way.IN_PROCESS || isSeen(request)) {
      return null;
    }
    Connector connector = connectors.to(request);
    return connector == null || tlsOnly.forbids(connector, request, rule.path.toString())
        ? null
        : connector;
  }

  /**
   * Says at the start what the first request would say, if a connection is the way of all of them.
   */
  public void begin(ServletContext context) {
    if (family == null && chosen != RespondSettings.Way.IN_PROCESS) {
      onlooker(context);
    }
  }

  /** Looked up again with the first request, since whatever begins later may add listeners. */
  private boolean isSeen(HttpServletRequest request) {
    Boolean known = seen;
    if (known == null) {
      known = onlooker(ContainerRequest.of(request).getServletContext()) != null;
      seen = known;
    }
    return known;
  }

  /** What would take a request that returns by a connection for one of this machine. */
  private @Nullable String onlooker(ServletContext context) {
    if (trustListeners) {
      return null;
    }
    String found;
    try {
      found = Onlookers.firstIn(context);
    } catch (Members.UnknownServerException | LinkageError e) {
      found =
          "a ServletRequestListener of which this server does not tell (" + e.getMessage() + ")";
    }
    if (found != null && said.compareAndSet(false, true)) {
      Log.warn(
          "offstage: requests of offstage.respond are answered as before, not at once: they would"
              + " return by a connection of the server to itself, and "
              + found
              + " would see the address of this machine in place of the client's. If nothing"
              + " relies on that, set offstage.respond.trust-listeners=true"
              + (chosen == RespondSettings.Way.CONNECTION ? SHORTER_WAY : ""));
    }
    return found;
  }

  private boolean isOpen(Return way, HttpServletRequest request) {
    BackOff before = failed.get(way);
    if (open.contains(way) || (before != null && !before.isOver())) {
      return open.contains(way);
    }
    String path = UrlPath.ofWebapp(request) + Probe.PATH;
    RecordedRequest probe = RecordedRequest.probe(new Origin(request), path);
    String failure = Probe.failure(way, passages, probe, Probe.PATIENCE);
    if (failure == null) {
      open.add(way);
      failed.remove(way);
      return true;
    }
    BackOff now = BackOff.after(failure, before);
    failed.put(way, now);
    if (now.isNewAfter(before)) {
      Log.warn("offstage: " + family + " takes no request in process now: " + failure);
    }
    return false;
  }

  /** For the log: how requests return. */
  @Override
  public String toString() {
    if (family != null) {
      return "return in process, " + family;
    }
    return chosen == RespondSettings.Way.IN_PROCESS
        ? "are answered as before, not at once: offstage.respond.way is in-process, and this server"
            + " is not one whose way in is known. Set it to auto or connection"
        : "return by a connection of the server to itself";
  }
}
