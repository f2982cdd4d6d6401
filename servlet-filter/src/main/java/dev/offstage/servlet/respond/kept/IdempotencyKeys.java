package dev.offstage.servlet.respond.kept;

import dev.offstage.servlet.http.Unavailable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which task was started with which idempotency key: the same request with the same key does not
 * start a second one. Thread-safe.
 */
public final class IdempotencyKeys {
  private final Map<String, Use> uses = new ConcurrentHashMap<>();

  /** What a key was used for. */
  public static final class Use {
    public final PublishedTask published;
    private final String fingerprint;
    private @Nullable Unavailable refusal;

    public Use(PublishedTask published, String fingerprint) {
      this.published = published;
      this.fingerprint = fingerprint;
    }

    public boolean isSameRequestAs(Use other) {
      return fingerprint.equals(other.fingerprint);
    }

    /** Why it was not started; null if it was. For the thread that has claimed the key. */
    public @Nullable Unavailable refusal() {
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
  public synchronized Use claim(String key, Use use, Supplier<@Nullable Unavailable> start) {
    Use former = uses.putIfAbsent(key, use);
    if (former != null) {
      return former;
    }
    use.refusal = start.get();
    return use;
  }

  public boolean isUsed(@Nullable String key) {
    return key != null && uses.containsKey(key);
  }

  /** Called when the task is no longer kept: there are never more keys than tasks. */
  void remove(PublishedTask published) {
    if (published.key != null) {
      uses.computeIfPresent(published.key, (key, use) -> use.published == published ? null : use);
    }
  }
}
