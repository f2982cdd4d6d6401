package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found out about one method. Immutable. */
public final class Advice {
  private final String method;
  private final long millis;
  private final double share;
  private final @Nullable String rule;
  private final @Nullable String refusal;
  private final List<String> caveats;

  Advice(
      String method,
      long millis,
      double share,
      @Nullable String rule,
      @Nullable String refusal,
      List<String> caveats) {
    this.method = method;
    this.millis = millis;
    this.share = share;
    this.rule = rule;
    this.refusal = refusal;
    this.caveats = Collections.unmodifiableList(new ArrayList<>(caveats));
  }

  /** The method with its class and parameters, as a rule writes it. */
  public String method() {
    return method;
  }

  /** The time of all requests that was seen to be spent in the method. */
  public long millis() {
    return millis;
  }

  /** The share of the time of all requests, 0 to 1. */
  public double share() {
    return share;
  }

  /** The line that redirects the method; null if it should not be redirected. */
  public @Nullable String rule() {
    return rule;
  }

  /** Why the method should not be redirected: a sentence with "it"; null if it may be. */
  public @Nullable String refusal() {
    return refusal;
  }

  /** What to know before using the rule, each a sentence. */
  public List<String> caveats() {
    return caveats;
  }

  @Override
  public String toString() {
    return Math.round(share * 100) + " % " + (rule == null ? method + ": " + refusal : rule);
  }
}
