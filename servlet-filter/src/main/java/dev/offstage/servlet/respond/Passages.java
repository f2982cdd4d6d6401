package dev.offstage.servlet.respond;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Those that are open: not more than tasks run. Thread-safe. */
final class Passages {
  private final ConcurrentMap<String, Passage> open = new ConcurrentHashMap<>();

  void open(Passage passage) {
    open.put(passage.token(), passage);
  }

  void close(Passage passage) {
    open.remove(passage.token());
  }

  /** The one that this request has the token of, which then holds no more; null: there is none. */
  @Nullable Passage take(HttpServletRequest request) {
    String token = request.getHeader(Passage.HEADER);
    return token == null ? null : open.remove(token);
  }
}
