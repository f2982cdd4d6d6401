package dev.offstage.servlet.respond;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client says in {@code Prefer} (RFC 7240), as far as it matters here. What is not
 * understood is ignored, as section 2 requires. Immutable.
 */
final class Preferences {
  private static final long MOST_SECONDS = 24 * 60 * 60;

  private boolean respondAsync;
  private @Nullable Duration wait;

  private Preferences() {}

  static Preferences of(HttpServletRequest request) {
    Preferences preferences = new Preferences();
    Enumeration<String> headers = request.getHeaders("Prefer");
    while (headers != null && headers.hasMoreElements()) {
      for (String preference : headers.nextElement().split(",", -1)) {
        preferences.add(preference);
      }
    }
    return preferences;
  }

  /** Whether {@code respond-async} is among them. */
  boolean respondAsync() {
    return respondAsync;
  }

  /** How long the client would wait for the real response; null if it does not say. */
  @Nullable Duration waits() {
    return wait;
  }

  /** Of several with the same name, the first one counts. */
  private void add(String preference) {
    int parameters = preference.indexOf(';');
    String token = (parameters < 0 ? preference : preference.substring(0, parameters)).trim();
    int equals = token.indexOf('=');
    String name = (equals < 0 ? token : token.substring(0, equals)).trim().toLowerCase(Locale.ROOT);
    String value = equals < 0 ? "" : token.substring(equals + 1).trim().replace("\"", "");
    if (name.equals("respond-async")) {
      respondAsync = true;
    } else if (name.equals("wait") && wait == null && value.matches("\\d{1,9}")) {
      wait = Duration.ofSeconds(Math.min(Long.parseLong(value), MOST_SECONDS));
    }
  }
}
