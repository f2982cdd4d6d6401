package dev.offstage.servlet.respond.kickoff;

import dev.offstage.servlet.http.HeaderElements;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.UrlPath;
import dev.offstage.servlet.respond.kept.Owner;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key that a client gives a request, to send it again without harm
 * (draft-ietf-httpapi-idempotency-key-header): a string of RFC 9651, or the bare text that many
 * clients send. Immutable.
 */
public final class IdempotencyKey {
  private static final String HEADER = "Idempotency-Key";
  private static final int MOST_CHARACTERS = 255;
  private static final int LEAST_OF_UNKNOWN = 16;

  private IdempotencyKey() {}

  /** The key of a request is missing, or is none. */
  static final class BadKeyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String type;

    BadKeyException(String type, String message) {
      super(message);
      this.type = type;
    }

    Problem problem() {
      return new Problem(400, "Bad Request", String.valueOf(getMessage())).type(type);
    }
  }

  static boolean isThere(HttpServletRequest request) {
    return request.getHeader(HEADER) != null;
  }

  /** The key was used for something else. */
  static Problem reused() {
    return new Problem(
            422, "Unprocessable Content", HEADER + " was used for another request before.")
        .type("key-reused");
  }

  /**
   * The key with all that limits its scope: method, path and owner; null if there is none.
   *
   * @throws BadKeyException if it is not accepted, or is required and not there
   */
  static @Nullable String of(HttpServletRequest request, Owner owner, boolean required)
      throws BadKeyException {
    Enumeration<String> headers = request.getHeaders(HEADER);
    List<String> values = headers == null ? Collections.emptyList() : Collections.list(headers);
    if (values.isEmpty()) {
      if (required) {
        throw new BadKeyException("key-missing", "The header " + HEADER + " is required here.");
      }
      return null;
    }
    if (values.size() > 1) {
      throw new BadKeyException("bad-key", HEADER + " is there " + values.size() + " times.");
    }
    String key = key(values.get(0).trim());
    String scope = owner.scope();
    // For a client of which nothing else is known, the key is all that keeps others away.
    int least = scope.isEmpty() ? LEAST_OF_UNKNOWN : 1;
    if (key.length() < least || key.length() > MOST_CHARACTERS) {
      throw new BadKeyException(
          "bad-key",
          HEADER + " has " + key.length() + " characters; allowed: " + least + " to 255");
    }
    return request.getMethod() + ' ' + UrlPath.of(request) + '\n' + scope + '\n' + key;
  }

  private static String key(String value) throws BadKeyException {
    if (!value.startsWith("\"")) {
      return value;
    }
    String string = HeaderElements.before(value, ';');
    // Before it is matched, each character on the stack: with all of them escaped, and the quotes.
    if (string.length() > 2 * MOST_CHARACTERS + 2) {
      throw new BadKeyException(
          "bad-key", HEADER + " has more than " + MOST_CHARACTERS + " characters.");
    }
    if (!string.matches("\"([ !#-\\[\\]-~]|\\\\[\"\\\\])*\"")) {
      throw new BadKeyException("bad-key", HEADER + " begins with a quote and is not a string.");
    }
    return HeaderElements.unquoted(string);
  }
}
