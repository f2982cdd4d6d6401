package dev.offstage.agent.weave;

import dev.offstage.agent.rules.PoolNames;
import dev.offstage.agent.rules.Redirection;
import dev.offstage.agent.rules.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of one method that a rule or the annotation names. Immutable. */
public final class Verdict {
  private final String method;
  private final String pool;
  private final Map<String, String> options;
  private final @Nullable Rule rule;
  private final List<Rule> shadowed;
  private final @Nullable String refusal;
  private final List<String> surroundings;
  private final List<String> dangers;

  /**
   * @param redirection null where there is none
   */
  Verdict(
      String method,
      @Nullable Redirection redirection,
      @Nullable Rule rule,
      List<Rule> shadowed,
      @Nullable String refusal,
      List<String> surroundings) {
    this(
        method,
        redirection == null ? "" : redirection.pool(),
        redirection == null ? Collections.<String, String>emptyMap() : redirection.ofTask(),
        rule,
        shadowed,
        refusal,
        surroundings,
        Collections.<String>emptyList());
  }

  private Verdict(
      String method,
      String pool,
      Map<String, String> options,
      @Nullable Rule rule,
      List<Rule> shadowed,
      @Nullable String refusal,
      List<String> surroundings,
      List<String> dangers) {
    this.method = method;
    this.pool = pool.isEmpty() ? PoolNames.DEFAULT : pool;
    this.options = options;
    this.rule = rule;
    this.shadowed = shadowed;
    this.refusal = refusal;
    this.surroundings = surroundings;
    this.dangers = dangers;
  }

  /** The same method, refused after all. */
  Verdict refusedFor(String reason) {
    List<String> none = Collections.emptyList();
    return new Verdict(method, pool, options, rule, shadowed, reason, none, none);
  }

  /** The same method, redirected all the same. */
  Verdict warnedOf(String danger) {
    List<String> more = new ArrayList<String>(dangers);
    more.add(danger);
    return new Verdict(method, pool, options, rule, shadowed, refusal, surroundings, more);
  }

  /**
   * The same method in a webapp with these pools: without its own it runs in the default one, which
   * is a warning.
   */
  public Verdict in(Collection<String> pools) {
    String unknown = isRedirected() ? PoolNames.unknown(pool, pools) : null;
    return unknown == null ? this : warnedOf("runs in the default pool: " + unknown);
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

  /** What is asked of the task of a call: {@code retries} and so on, as a rule has it. */
  public Map<String, String> options() {
    return options;
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

  /** Whether the tasks of its calls are to outlive the process. */
  public boolean isDurable() {
    return isRedirected() && "yes".equals(options.get("durable"));
  }

  /** Whether a rule with a {@code !} keeps it as it is. */
  public boolean isExcluded() {
    return rule != null && rule.excludes();
  }

  /** Whether it cannot be redirected, though something asks for it. */
  public boolean isRefused() {
    return refusal != null;
  }

  /** What to know before it is redirected: sentences without "it"; empty unless it is. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<String>(surroundings);
    warnings.addAll(dangers);
    return Collections.unmodifiableList(warnings);
  }

  /** Those of the warnings that say what surrounds its calls, such as a transaction. */
  public List<String> surroundings() {
    return Collections.unmodifiableList(surroundings);
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
        ? "redirects " + method + " to the pool '" + pool + "'" + with() + " (" + origin() + ")"
        : "refuses " + method + " (" + origin() + "): " + refusal;
  }

  private String with() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> option : options.entrySet()) {
      text.append(text.length() == 0 ? " with " : " ");
      String value = option.getValue();
      String quote = value.indexOf(' ') < 0 ? "" : "\"";
      text.append(option.getKey()).append('=').append(quote).append(value).append(quote);
    }
    return text.toString();
  }
}
