package dev.offstage.agent.advise;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found out about the requests to one URL. Immutable. */
public final class UrlAdvice {
  private final String url;
  private final int requests;
  private final long meanMillis;
  private final double share;
  private final Map<String, Long> methods;
  private final @Nullable String respond;

  UrlAdvice(
      String url,
      int requests,
      long meanMillis,
      double share,
      Map<String, Long> methods,
      @Nullable String respond) {
    this.url = url;
    this.requests = requests;
    this.meanMillis = meanMillis;
    this.share = share;
    this.methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
    this.respond = respond;
  }

  /** Method and path, or what else is known of the requests. */
  public String url() {
    return url;
  }

  /** How many requests ended while somebody watched; 0 if nobody counted. */
  public int requests() {
    return requests;
  }

  /** How long one of them took on average; 0 if nobody counted. */
  public long meanMillis() {
    return meanMillis;
  }

  /** The share of the time of all requests, 0 to 1. */
  public double share() {
    return share;
  }

  /**
   * The methods in which the time is spent: of one request, in milliseconds, where requests were
   * counted, of all that was seen otherwise.
   */
  public Map<String, Long> methods() {
    return methods;
  }

  /** The line of offstage.respond; null where a method can be redirected, or it is not needed. */
  public @Nullable String respond() {
    return respond;
  }

  @Override
  public String toString() {
    return url + " " + methods;
  }
}
