package dev.offstage.servlet.respond.kickoff;

import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.HeaderElements;
import dev.offstage.servlet.respond.returning.Sendable;
import dev.offstage.servlet.server.ContainerRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are answered as before and not at once, because they could not return as what they
 * are; the log says so once for each reason. Thread-safe.
 */
final class AsBefore {
  /** Logins of the server that are sent with each request (Servlet specification, chapter 13). */
  private static final Set<String> LASTING =
      new HashSet<>(Arrays.asList(HttpServletRequest.BASIC_AUTH, HttpServletRequest.FORM_AUTH));

  /** What proves one request or one connection, whoever checks it (RFC 4559, RFC 7616). */
  private static final Set<String> FLEETING =
      new HashSet<>(Arrays.asList("negotiate", "ntlm", "digest", "dpop"));

  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /** Whether this request could be sent a second time, and its login would hold for that, too. */
  boolean canReturn(HttpServletRequest request) {
    String objection = Sendable.objection(request);
    if (objection != null) {
      if (said.add(objection)) {
        Log.warn(
            "offstage: requests with "
                + objection
                + " are answered as before, not at once: they cannot be sent again as they are");
      }
      return false;
    }
    String login = fleetingLogin(request);
    if (login != null && said.add(login)) {
      Log.warn(
          "offstage: requests with "
              + login
              + " are answered as before, not at once: it does not hold for a second request");
    }
    return login == null;
  }

  private static @Nullable String fleetingLogin(HttpServletRequest request) {
    String login = request.getAuthType();
    if (login != null && !LASTING.contains(login)) {
      return "the login " + login;
    }
    HttpServletRequest own = (HttpServletRequest) ContainerRequest.of(request);
    if (own.getUserPrincipal() != null && own.getAuthType() == null) {
      return "a login that something in front of the server has done";
    }
    // The two names of one attribute, in parts: a build for the other one must not change them.
    for (String start : new String[] {"javax", "jakarta"}) {
      if (request.getAttribute(start + ".servlet.request.X509Certificate") != null) {
        return "a client's certificate";
      }
    }
    for (String sent : Collections.list(request.getHeaders("Authorization"))) {
      String scheme = HeaderElements.before(sent, ' ').toLowerCase(Locale.ROOT);
      // For no scheme that nobody knows: the log would have what a client makes up.
      if (FLEETING.contains(scheme)) {
        return "the login " + scheme;
      }
    }
    return null;
  }

  void notStorable(HttpServletRequest request) {
    if (said.add("storable")) {
      Log.warn(
          "offstage: "
              + request.getMethod()
              + " "
              + request.getServletPath()
              + " is answered as before, not at once: its rule is durable, and a session attribute"
              + " of offstage.respond.identity has a value that means nothing to another server."
              + " Allowed: texts, int, long and boolean");
    }
  }

  void readForm(HttpServletRequest request) {
    if (said.add("form")) {
      Log.warn(
          "offstage: "
              + request.getMethod()
              + " "
              + request.getServletPath()
              + " is answered as before, not at once: something in front of Offstage's filter has"
              + " read the form. If that is a filter, put Offstage's first in web.xml; some servers"
              + " do it when a login has come in between");
    }
  }
}
