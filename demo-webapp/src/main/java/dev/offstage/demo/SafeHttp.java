package dev.offstage.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a URL that a stranger typed in. Each host must be public (see {@link AddressGuard}), each
 * redirect is checked like the first URL, and size and total time are limited whatever the other
 * server says or does. The demo's own images are fetched by a client that can reach nothing else.
 *
 * <p>This class is thread-safe.
 */
final class SafeHttp implements AutoCloseable {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final OwnImages own;
  private final Limits limits;
  private final OkHttpClient ownClient;
  private final OkHttpClient publicClient;

  /** What one download may cost, redirects included. */
  record Limits(Duration time, long bytes, int redirects) {
    /** The slowest of the demo's own images comes after 60 seconds. */
    static final Limits DEFAULT = new Limits(Duration.ofSeconds(75), 10_000_000, 5);
  }

  SafeHttp(OwnImages own, Reach guard, Limits limits) {
    this.own = own;
    this.limits = limits;
    this.ownClient = client(own);
    this.publicClient = client(guard);
  }

  /** It keeps no cookies, and it asks for no password. */
  private static OkHttpClient client(Reach reach) {
    OkHttpClient usual = new OkHttpClient();
    return usual
        .newBuilder()
        .dns(reach)
        .socketFactory(new GuardedSockets(reach))
        .proxy(Proxy.NO_PROXY) // It would do the lookups, past the guard.
        .sslSocketFactory(
            new BrowserTls(usual.sslSocketFactory()),
            Objects.requireNonNull(usual.x509TrustManager()))
        .protocols(List.of(Protocol.HTTP_1_1))
        .followRedirects(false)
        .connectTimeout(CONNECT)
        .readTimeout(Duration.ZERO) // The time of the whole call is what counts.
        .writeTimeout(Duration.ZERO)
        .build();
  }

  /**
   * Writes the content of the URL to the file.
   *
   * @throws PhotoException if it is refused, too slow or too big, or the other server fails
   */
  void fetch(HttpUrl from, Path to) throws IOException {
    long deadline = System.nanoTime() + limits.time().toNanos();
    HttpUrl next = from;
    for (int hop = 0; hop <= limits.redirects(); hop++) {
      HttpUrl target = fetch(next, to, deadline);
      if (target == null) {
        return;
      }
      next = target;
    }
    throw new PhotoException("More than " + limits.redirects() + " redirects.");
  }

  /** Returns where a redirect leads, or null if the body was written. */
  private @Nullable HttpUrl fetch(HttpUrl url, Path to, long deadline) throws IOException {
    OkHttpClient client = own.contains(url) ? ownClient : publicClient;
    // Holds even if the other server sends a byte now and then. The client counts in whole
    // milliseconds, and 0 would be no limit.
    Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime())).plusMillis(1);
    Call call = client.newBuilder().callTimeout(left).build().newCall(get(url));
    try (Response response = call.execute()) {
      try {
        String location = response.header("Location");
        if (REDIRECTS.contains(response.code()) && location != null) {
          return PhotoUrl.redirect(url, location);
        }
        if (response.code() != 200) {
          throw new PhotoException("The other server answered " + response.code() + ".");
        }
        copy(response, to);
        return null;
      } finally {
        call.cancel(); // Otherwise close() would wait for the rest of the body.
      }
    } catch (PhotoException e) {
      throw e;
    } catch (IOException e) {
      if (System.nanoTime() - deadline >= 0) {
        throw new PhotoException(
            "The download took longer than %s s.".formatted(limits.time().toMillis() / 1000.0), e);
      }
      throw HttpFailure.explain(url.host(), e);
    }
  }

  private static Request get(HttpUrl url) {
    return new Request.Builder()
        .url(url)
        .header("User-Agent", "offstage-demo")
        .header("Accept-Encoding", "identity")
        .header("Connection", "close")
        .build();
  }

  private void copy(Response response, Path to) throws IOException {
    try (InputStream in = response.body().byteStream();
        OutputStream out = Files.newOutputStream(to)) {
      byte[] buffer = new byte[16_384];
      long size = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        if (size > limits.bytes()) {
          throw new PhotoException(
              "The image is bigger than %s MB.".formatted(limits.bytes() / 1_000_000.0));
        }
        out.write(buffer, 0, n);
      }
    }
  }

  /** Ends the downloads that are still running. */
  @Override
  public void close() {
    for (OkHttpClient client : List.of(ownClient, publicClient)) {
      client.dispatcher().cancelAll();
      client.connectionPool().evictAll();
    }
  }
}
