package dev.offstage.servlet.respond;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which task was started with which {@code Idempotency-Key}: the same request with the same key
 * does not start a second one (draft-ietf-httpapi-idempotency-key-header). Thread-safe.
 */
final class IdempotencyKeys {
  static final String HEADER = "Idempotency-Key";

  private static final int MOST_CHARACTERS = 255;
  private static final int LEAST_OF_ANONYMOUS = 16;

  private final Map<String, Use> uses = new ConcurrentHashMap<>();

  /** What a key was used for. */
  static final class Use {
    final PublishedTask published;
    final String fingerprint;

    Use(PublishedTask published, String fingerprint) {
      this.published = published;
      this.fingerprint = fingerprint;
    }
  }

  /** The key with all that limits its scope; null if there is none. */
  static @Nullable String of(HttpServletRequest request, Owner owner) {
    String key = request.getHeader(HEADER);
    return key == null
        ? null
        : request.getMethod() + ' ' + request.getRequestURI() + '\n' + owner.key() + '\n' + key;
  }

  /** Why this client's key is not accepted; null if it is. */
  static @Nullable String complaint(HttpServletRequest request, Owner owner) {
    String key = request.getHeader(HEADER);
    if (key == null) {
      return null;
    }
    // Without a user or a session the key is all that keeps others from the task.
    int least = owner.isAnonymous() ? LEAST_OF_ANONYMOUS : 1;
    return key.length() < least || key.length() > MOST_CHARACTERS
        ? HEADER + " has " + key.length() + " characters; allowed: " + least + " to 255"
        : null;
  }

  /** What it was used for before; null if this is the first use. */
  @Nullable Use putIfAbsent(String key, Use use) {
    return uses.putIfAbsent(key, use);
  }

  /** Called when the task is no longer kept: there are never more keys than tasks. */
  void remove(PublishedTask published) {
    if (published.key != null) {
      uses.computeIfPresent(published.key, (key, use) -> use.published == published ? null : use);
    }
  }
}
