package dev.offstage.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.util.Timeout;
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
  private static final Timeout CONNECT = Timeout.ofSeconds(5);

  /** More than all server and pool threads together, so that nobody waits for a connection. */
  private static final int CONNECTIONS = 300;

  private final OwnImages own;
  private final Limits limits;
  private final CloseableHttpClient ownClient;
  private final CloseableHttpClient publicClient;
  private final Alarms alarms = new Alarms();

  /** What one download may cost, redirects included. */
  record Limits(Duration time, long bytes, int redirects) {
    /** The slowest of the demo's own images comes after 60 seconds. */
    static final Limits DEFAULT = new Limits(Duration.ofSeconds(75), 10_000_000, 5);
  }

  SafeHttp(OwnImages own, DnsResolver guard, Limits limits) {
    this.own = own;
    this.limits = limits;
    this.ownClient = client(new LoopbackOnly());
    this.publicClient = client(guard);
  }

  private static CloseableHttpClient client(DnsResolver resolver) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom().setConnectTimeout(CONNECT).build())
                .build())
        .setDefaultRequestConfig(RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
        .setConnectionReuseStrategy((request, response, context) -> false)
        .setUserAgent("offstage-demo")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  /**
   * Writes the content of the URL to the file.
   *
   * @throws PhotoException if it is refused, too slow or too big, or the other server fails
   */
  void fetch(URI from, Path to) throws IOException {
    try (Alarms.Alarm alarm = alarms.set(limits.time())) {
      URI next = from;
      for (int hop = 0; hop <= limits.redirects(); hop++) {
        URI url = PhotoUrl.check(next);
        URI target = fetch(url, to, alarm);
        if (target == null) {
          return;
        }
        next = target;
      }
      throw new PhotoException("More than " + limits.redirects() + " redirects.");
    }
  }

  /** Returns where a redirect leads, or null if the body was written. */
  private @Nullable URI fetch(URI url, Path to, Alarms.Alarm alarm) throws IOException {
    HttpGet get = new HttpGet(url);
    alarm.cancels(get);
    CloseableHttpClient client = own.contains(url) ? ownClient : publicClient;
    try (ClassicHttpResponse response = client.executeOpen(null, get, null)) {
      try {
        Header location = response.getFirstHeader("Location");
        if (REDIRECTS.contains(response.getCode()) && location != null) {
          return url.resolve(location.getValue());
        }
        if (response.getCode() != 200) {
          throw new PhotoException("The other server answered " + response.getCode() + ".");
        }
        copy(response.getEntity(), to);
        return null;
      } finally {
        get.cancel(); // Otherwise close() would read the rest of the body, however long.
      }
    } catch (PhotoException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      if (alarm.rang()) {
        throw new PhotoException(
            "The download took longer than %s s.".formatted(limits.time().toMillis() / 1000.0), e);
      }
      throw HttpFailure.explain(url.getHost(), e);
    }
  }

  private void copy(HttpEntity entity, Path to) throws IOException {
    try (InputStream in = entity.getContent();
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
  public void close() throws IOException {
    alarms.close();
    ownClient.close();
    publicClient.close();
  }

  private static final class LoopbackOnly implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) {
      return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
