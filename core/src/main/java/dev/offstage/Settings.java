package dev.offstage;

import dev.offstage.internal.Durations;
import dev.offstage.internal.PoolNames;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The effective settings of one application. Immutable.
 *
 * <p>They come from system properties, environment variables, and what the webapp says itself; the
 * first of these sources that has a key decides. {@code docs/configure.md} lists the keys.
 */
public final class Settings {
  private final boolean enabled;
  private final Duration drain;
  private final PoolSettings defaultPool;
  private final Map<String, PoolSettings> pools;
  private final List<String> warnings;

  Settings(
      boolean enabled,
      Duration drain,
      PoolSettings defaultPool,
      Map<String, PoolSettings> pools,
      List<String> warnings) {
    this.enabled = enabled;
    this.drain = drain;
    this.defaultPool = defaultPool;
    this.pools = Collections.unmodifiableMap(new TreeMap<>(pools));
    this.warnings = Collections.unmodifiableList(warnings);
  }

  /**
   * Reads the system properties and the environment alone.
   *
   * @throws SettingsException if a value is not allowed
   */
  public static Settings load() {
    return load(Collections.emptyList());
  }

  /**
   * Reads the system properties, the environment, then the given sources.
   *
   * @param sources what the webapp says, the deciding one first
   * @throws SettingsException if a value is not allowed; names all such values, not only the first
   */
  public static Settings load(List<SettingsSource> sources) {
    return new SettingsReader(sources).read();
  }

  /** False: everything runs inline, as before Offstage. */
  public boolean enabled() {
    return enabled;
  }

  /** How long a stopping application waits for running and queued tasks. */
  public Duration drain() {
    return drain;
  }

  /** How the default pool is sized. */
  public PoolSettings defaultPool() {
    return defaultPool;
  }

  /** The named pools. */
  public Map<String, PoolSettings> pools() {
    return pools;
  }

  /** What looks like a mistake but stops nothing: unknown keys. */
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
    return text.append("; drain ").append(Durations.format(drain)).toString();
  }
}
