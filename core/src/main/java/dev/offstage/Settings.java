package dev.offstage;

import dev.offstage.internal.text.Durations;
import dev.offstage.internal.text.PoolNames;
import dev.offstage.internal.text.RuleLines;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The effective settings of one application. Immutable.
 *
 * <p>They come from system properties, environment variables, and the application itself; the first
 * of these sources that has a key wins. {@code docs/configure.md} lists the keys.
 */
public final class Settings {
  static final int MAX_DELAYED = 10_000_000;

  private final boolean enabled;
  private final Duration drain;
  private final int delayed;
  private final @Nullable ZoneId zone;
  private final String redirect;
  private final String redirectSource;
  private final boolean strict;
  private final long snapshotLimit;
  private final String log;
  private final RespondSettings respond;
  private final StoreSettings store;
  private final Duration priorityStep;
  private final Map<String, LimitSettings> limits;
  private final PoolSettings defaultPool;
  private final Map<String, PoolSettings> pools;
  private final List<String> warnings;

  Settings(
      Draft all, PoolSettings defaultPool, Map<String, PoolSettings> pools, List<String> warnings) {
    this.enabled = all.enabled;
    this.drain = all.drain;
    this.delayed = all.delayed;
    this.zone = all.zone;
    this.redirect = all.redirect;
    this.redirectSource = all.redirectSource;
    this.strict = all.strict;
    this.snapshotLimit = all.snapshotLimit;
    this.log = all.log;
    this.respond = new RespondSettings(all.respond);
    this.store = new StoreSettings(all.store);
    this.priorityStep = all.priorityStep;
    this.limits = Collections.unmodifiableMap(new TreeMap<>(all.limits));
    this.defaultPool = defaultPool;
    this.pools = Collections.unmodifiableMap(new TreeMap<>(pools));
    this.warnings = Collections.unmodifiableList(warnings);
  }

  /**
   * Reads only the system properties and the environment.
   *
   * @throws SettingsException if a value is not allowed
   */
  public static Settings load() {
    return load(Collections.emptyList());
  }

  /**
   * Reads the system properties, the environment, then the given sources.
   *
   * @param sources the webapp's own, in order of precedence
   * @throws SettingsException if a value is not allowed; names all such values, not only the first
   */
  public static Settings load(List<SettingsSource> sources) {
    Map<String, String> environment = System.getenv();
    return new SettingsReader(
            SystemProperties.forSettings(environment.keySet(), sources), environment, sources)
        .read();
  }

  /**
   * Reads only the given sources, and switches everything off: for a start that has failed.
   *
   * @param sources the webapp's own, in order of precedence
   * @throws SettingsException if a value is not allowed
   */
  public static Settings switchedOff(List<SettingsSource> sources) {
    List<SettingsSource> all = new ArrayList<>();
    all.add(
        SettingsSource.beforeSystemProperties(
            "the failed start", Collections.singletonMap(Setting.ENABLED.key(), "false")));
    all.addAll(sources);
    return new SettingsReader(Collections.emptyMap(), Collections.emptyMap(), all).read();
  }

  /** False: everything runs inline, as before Offstage. */
  public boolean enabled() {
    return enabled;
  }

  /** How long a stopping application waits for running and queued tasks. */
  public Duration drain() {
    return drain;
  }

  /** How many tasks can wait for their time, in all pools together. */
  public int delayed() {
    return delayed;
  }

  /** The time zone of cron expressions. */
  public ZoneId zone() {
    return zone == null ? ZoneId.systemDefault() : zone;
  }

  /** The rules for the agent, as they are written; empty when there are none. */
  public String redirect() {
    return redirect;
  }

  /** For messages: the key and the source of {@link #redirect()}. */
  public String redirectSource() {
    return redirectSource;
  }

  /** Whether a rule that has no effect stops the deployment. */
  public boolean strict() {
    return strict;
  }

  /** How many bytes a request body that is copied for a task may have. */
  public long snapshotLimit() {
    return snapshotLimit;
  }

  /**
   * Where log lines go: {@code auto}, {@code jul}, {@code slf4j}, {@code log4j} or {@code log4j1}.
   */
  public String log() {
    return log;
  }

  /** Which URLs answer before their work is done, and the limits of that. */
  public RespondSettings respond() {
    return respond;
  }

  /** Where durable tasks are kept. */
  public StoreSettings store() {
    return store;
  }

  /** How much earlier or later a priority makes the turn of a task; 0: it decides alone. */
  public Duration priorityStep() {
    return priorityStep;
  }

  /** The limits that tasks can name. */
  public Map<String, LimitSettings> limits() {
    return limits;
  }

  /** How the default pool is sized. */
  public PoolSettings defaultPool() {
    return defaultPool;
  }

  /** The named pools. */
  public Map<String, PoolSettings> pools() {
    return pools;
  }

  /** What looks like a mistake but does not stop the application: unknown keys. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * The key of a pool's setting: {@code keyOf("mail", "size")} is {@code offstage.pool.mail.size}.
   */
  public String keyOf(String pool, String setting) {
    return Setting.PREFIX
        + (pool.equals(PoolNames.DEFAULT) ? "pool." : "pool." + pool + ".")
        + setting;
  }

  /** The effective values in one line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!enabled) {
      text.append("switched off (offstage.enabled=false), everything runs inline; ");
    }
    text.append("pool default (").append(defaultPool).append(')');
    pools.forEach((name, pool) -> text.append(", pool ").append(name).append(" (" + pool + ")"));
    limits.forEach((name, its) -> text.append(", limit ").append(name).append(" (" + its + ")"));
    if (store.isSet()) {
      text.append("; store ").append(store);
    }
    return text.append("; drain ")
        .append(Durations.format(drain))
        .append(RuleLines.describe(Setting.REDIRECT.key(), redirect))
        .append(RuleLines.describe(Setting.RESPOND.key(), respond.rules()))
        .toString();
  }

  /** All but the pools, while they are read. */
  static final class Draft {
    Duration drain = Duration.ofSeconds(30);
    int delayed = 100_000;
    @Nullable ZoneId zone;
    boolean enabled = true;
    String redirect = "";
    String redirectSource = "no source";
    boolean strict;
    long snapshotLimit = 10L << 20;
    String log = "auto";
    Duration priorityStep = Duration.ofSeconds(10);
    final Map<String, LimitSettings> limits = new TreeMap<>();
    final RespondSettings.Draft respond = new RespondSettings.Draft();
    final StoreSettings.Draft store = new StoreSettings.Draft();
  }
}
