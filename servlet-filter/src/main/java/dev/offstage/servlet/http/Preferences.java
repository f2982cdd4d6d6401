package dev.offstage.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client says in {@code Prefer} (RFC 7240), as far as it matters here. What is not
 * understood is ignored, as section 2 requires. Immutable.
 */
public final class Preferences {
  private static final long MOST_SECONDS = 24 * 60 * 60;

  private boolean respondAsync;
  private @Nullable Duration wait;
  private final List<String> others = new ArrayList<>();

  private Preferences() {}

  public static Preferences of(HttpServletRequest request) {
    Preferences preferences = new Preferences();
    Enumeration<String> headers = request.getHeaders("Prefer");
    while (headers != null && headers.hasMoreElements()) {
      HeaderElements.of(headers.nextElement(), ',').forEach(preferences::add);
    }
    return preferences;
  }

  /** Whether {@code respond-async} is among them. */
  public boolean respondAsync() {
    return respondAsync;
  }

  /** How long the client would wait for the real response; null if it does not say. */
  public @Nullable Duration waits() {
    return wait;
  }

  /** What is left for the application; null if there is nothing. */
  public @Nullable String others() {
    return others.isEmpty() ? null : String.join(", ", others);
  }

  /** The first of equal ones holds. */
  private void add(String preference) {
    String token = HeaderElements.before(preference, ';');
    int equals = token.indexOf('=');
    String name = (equals < 0 ? token : token.substring(0, equals)).trim().toLowerCase(Locale.ROOT);
    String value = equals < 0 ? "" : HeaderElements.unquoted(token.substring(equals + 1).trim());
    if (name.equals("respond-async")) {
      respondAsync = true;
    } else if (!name.equals("wait")) {
      others.add(preference);
    } else if (wait == null && value.matches("\\d{1,9}")) {
      wait = Duration.ofSeconds(Math.min(Long.parseLong(value), MOST_SECONDS));
    }
  }
}
