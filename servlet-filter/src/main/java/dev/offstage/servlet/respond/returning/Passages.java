package dev.offstage.servlet.respond.returning;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The passages that are open: one for each task that runs, or probe. Thread-safe. */
public final class Passages {
  private final ConcurrentMap<String, Passage> open = new ConcurrentHashMap<>();

  public void open(Passage passage) {
    open.put(passage.token(), passage);
  }

  public void close(Passage passage) {
    open.remove(passage.token());
  }

  /** The one whose token this request has, which is then used up; null if there is none. */
  public @Nullable Passage take(HttpServletRequest request) {
    String token = request.getHeader(Passage.HEADER);
    return token == null ? null : open.remove(token);
  }
}
