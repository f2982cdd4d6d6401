package dev.offstage.agent.advise;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found out about one method. Immutable. */
public final class Advice {
  private final String method;
  private final int samples;
  private final int requestSamples;
  private final @Nullable String rule;
  private final @Nullable String refusal;
  private final List<String> caveats;

  Advice(
      String method,
      int samples,
      int requestSamples,
      @Nullable String rule,
      @Nullable String refusal,
      List<String> caveats) {
    this.method = method;
    this.samples = samples;
    this.requestSamples = requestSamples;
    this.rule = rule;
    this.refusal = refusal;
    this.caveats = Collections.unmodifiableList(new ArrayList<String>(caveats));
  }

  /**
   * Reads the advice in a report that {@link Advisor} wrote.
   *
   * @throws IOException if the file cannot be read or is not a report
   */
  public static List<Advice> read(File file) throws IOException {
    return AdviceReport.read(file).advices();
  }

  /** The method with its class and parameters, as a rule writes it. */
  public String method() {
    return method;
  }

  /** The share of all requests' time that is spent in the method, 0 to 1. */
  public double share() {
    return (double) samples / requestSamples;
  }

  /** How often a request was seen in the method. */
  public int samples() {
    return samples;
  }

  /** How often a request was seen at all. */
  public int requestSamples() {
    return requestSamples;
  }

  /** The line that redirects the method; null if it cannot be redirected. */
  public @Nullable String rule() {
    return rule;
  }

  /** Why the method cannot be redirected; null if it can. */
  public @Nullable String refusal() {
    return refusal;
  }

  /** What to think about before using the rule: whole sentences without their subject. */
  public List<String> caveats() {
    return caveats;
  }

  @Override
  public String toString() {
    return Math.round(share() * 100) + " % " + (rule == null ? method + ": " + refusal : rule);
  }
}
