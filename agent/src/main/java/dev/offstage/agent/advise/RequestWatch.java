package dev.offstage.agent.advise;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Knows which thread serves which URL, while somebody watches: filter chains and servlets of the
 * server call it. Keeps nothing of a request but texts, and nothing at all afterwards. Thread-safe.
 */
public final class RequestWatch {
  private static final int MOST_URLS = 500;
  private static final String OTHERS = "";

  private static volatile @Nullable RequestWatch current;

  /** What a thread is doing. Only that thread writes. */
  static final class Current {
    final String url;
    final long id;
    final long start = System.nanoTime();
    private int depth = 1;

    Current(String url, long id) {
      this.url = url;
      this.id = id;
    }
  }

  private final Map<Thread, Current> threads = new ConcurrentHashMap<>();
  private final Map<String, UrlStats> urls = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();

  RequestWatch() {}

  static void use(@Nullable RequestWatch watch) {
    current = watch;
  }

  /** Called when a filter chain or servlet begins. */
  public static void enter(Object request) {
    RequestWatch watch = current;
    if (watch != null) {
      watch.begin(request);
    }
  }

  /** Called when it ends, however that is. */
  public static void exit() {
    RequestWatch watch = current;
    if (watch != null) {
      watch.end();
    }
  }

  private void begin(Object request) {
    Thread thread = Thread.currentThread();
    Current now = threads.get(thread);
    if (now == null) {
      threads.put(thread, new Current(urlOf(request), ids.incrementAndGet()));
    } else {
      now.depth++;
    }
  }

  private void end() {
    Current now = threads.get(Thread.currentThread());
    if (now != null && --now.depth == 0) {
      threads.remove(Thread.currentThread());
      if (!now.url.equals(OTHERS)) {
        urls.computeIfAbsent(now.url, url -> new UrlStats())
            .add((System.nanoTime() - now.start) / 1e6);
      }
    }
  }

  private String urlOf(Object request) {
    try {
      Class<?> api = api(request.getClass());
      if (api != null) {
        String url =
            Url.of(
                    text(api, "getMethod", request),
                    text(api, "getContextPath", request),
                    text(api, "getRequestURI", request))
                .key();
        return urls.size() < MOST_URLS || urls.containsKey(url) ? url : OTHERS;
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // A request that cannot be asked has a URL that is not known.
    }
    return OTHERS;
  }

  private static String text(Class<?> api, String method, Object request)
      throws ReflectiveOperationException {
    Method asked = api.getMethod(method);
    return String.valueOf(asked.invoke(request));
  }

  /** The interface of the servlet API: the server's own class may not be public. */
  private static @Nullable Class<?> api(@Nullable Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Class<?> implemented : at.getInterfaces()) {
        Class<?> found =
            implemented.getName().endsWith(".servlet.http.HttpServletRequest")
                ? implemented
                : apiAbove(implemented);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable Class<?> apiAbove(Class<?> type) {
    for (Class<?> above : type.getInterfaces()) {
      Class<?> found =
          above.getName().endsWith(".servlet.http.HttpServletRequest") ? above : apiAbove(above);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** What the thread serves; null if nothing, or nobody knows. */
  @Nullable Current of(Thread thread) {
    return threads.get(thread);
  }

  /** What every thread serves at this moment. */
  Map<Thread, Current> all() {
    return new HashMap<>(threads);
  }

  Map<String, UrlStats> urls() {
    return urls;
  }
}
