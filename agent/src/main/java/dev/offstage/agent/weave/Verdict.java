package dev.offstage.agent.weave;

import dev.offstage.agent.rules.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of one method that a rule or the annotation names. Immutable. */
public final class Verdict {
  private final String method;
  private final String pool;
  private final @Nullable Rule rule;
  private final List<Rule> shadowed;
  private final @Nullable String refusal;
  private final List<String> warnings;

  Verdict(
      String method,
      String pool,
      @Nullable Rule rule,
      List<Rule> shadowed,
      @Nullable String refusal,
      List<String> warnings) {
    this.method = method;
    this.pool = pool.isEmpty() ? "default" : pool;
    this.rule = rule;
    this.shadowed = shadowed;
    this.refusal = refusal;
    this.warnings = Collections.unmodifiableList(new ArrayList<String>(warnings));
  }

  /** The same method, refused after all. */
  Verdict refusedFor(String reason) {
    return new Verdict(method, pool, rule, shadowed, reason, Collections.<String>emptyList());
  }

  /** The same method, redirected all the same. */
  Verdict warnedOf(String danger) {
    List<String> more = new ArrayList<String>(warnings);
    more.add(danger);
    return new Verdict(method, pool, rule, shadowed, refusal, more);
  }

  /** The method with its class and parameters, as a rule writes it. */
  public String method() {
    return method;
  }

  /** Whether it is about a method that a rule would write so. */
  public boolean isOf(String signature) {
    return method.equals(signature) || method.startsWith(signature + " returning ");
  }

  public String pool() {
    return pool;
  }

  /** The rule that decides; null if the annotation does. */
  public @Nullable Rule rule() {
    return rule;
  }

  /** Further rules that match the method and come too late. */
  public List<Rule> shadowed() {
    return shadowed;
  }

  /** Why the method is left as it is; null when it is redirected. */
  public @Nullable String refusal() {
    return refusal;
  }

  public boolean isRedirected() {
    return refusal == null && !isExcluded();
  }

  /** Whether a rule with a {@code !} keeps it as it is. */
  public boolean isExcluded() {
    return rule != null && rule.excludes();
  }

  /** Whether it cannot be redirected, though something asks for it. */
  public boolean isRefused() {
    return refusal != null;
  }

  /** What to know before it is redirected; empty unless it is. */
  public List<String> warnings() {
    return warnings;
  }

  /** What asked for it: the annotation, or where the rule is. */
  public String origin() {
    return rule == null ? "@Background" : rule.place();
  }

  @Override
  public String toString() {
    if (isExcluded()) {
      return "leaves " + method + " as it is (" + origin() + ")";
    }
    return refusal == null
        ? "redirects " + method + " to the pool '" + pool + "' (" + origin() + ")"
        : "refuses " + method + " (" + origin() + "): " + refusal;
  }
}
