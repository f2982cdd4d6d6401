package dev.offstage.servlet.respond;

import dev.offstage.servlet.http.Unavailable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which task was started with which {@link IdempotencyKey}: the same request with the same key does
 * not start a second one. Thread-safe.
 */
final class IdempotencyKeys {
  private final Map<String, Use> uses = new ConcurrentHashMap<>();

  /** What a key was used for. */
  static final class Use {
    final PublishedTask published;
    private final String fingerprint;
    private @Nullable Unavailable refusal;

    Use(PublishedTask published, String fingerprint) {
      this.published = published;
      this.fingerprint = fingerprint;
    }

    boolean isSameRequestAs(Use other) {
      return fingerprint.equals(other.fingerprint);
    }

    /** Why it was not started; null if it was. For the thread that has claimed the key. */
    @Nullable Unavailable refusal() {
      return refusal;
    }
  }

  /**
   * Starts a task, unless its key has been used. Others with the same key wait until it is known
   * whether it is accepted, so no client may be answered meanwhile: it may read slowly.
   *
   * @param start tells why it is refused; null if it is not. A refused one is {@linkplain #remove
   *     removed}
   * @return the use that holds: this one, or the one before
   */
  synchronized Use claim(String key, Use use, Supplier<@Nullable Unavailable> start) {
    Use former = uses.putIfAbsent(key, use);
    if (former != null) {
      return former;
    }
    use.refusal = start.get();
    return use;
  }

  boolean isUsed(@Nullable String key) {
    return key != null && uses.containsKey(key);
  }

  /** Called when the task is no longer kept: there are never more keys than tasks. */
  void remove(PublishedTask published) {
    if (published.key != null) {
      uses.computeIfPresent(published.key, (key, use) -> use.published == published ? null : use);
    }
  }
}
