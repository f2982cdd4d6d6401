package dev.offstage;

import dev.offstage.internal.text.Names;
import dev.offstage.internal.text.OneLine;
import dev.offstage.internal.text.PoolNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the sources together and reads every value, collecting all mistakes. */
final class SettingsReader {
  private static final String POOL_PREFIX = SettingKeys.POOL_PREFIX;

  /** A value and where it comes from. */
  private static final class Entry {
    final Setting setting;
    final @Nullable String pool;
    final String value;
    final String key;
    final String source;

    Entry(Setting setting, @Nullable String pool, String value, String key, String source) {
      this.setting = setting;
      this.pool = pool;
      this.value = value;
      this.key = key;
      this.source = source;
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * Reads what the sources have; the first that has a key wins.
   *
   * @param properties the JVM's system properties
   * @param environment the variables of the process
   * @param sources the webapp's own
   */
  SettingsReader(
      Map<String, String> properties,
      Map<String, String> environment,
      List<SettingsSource> sources) {
    sources.stream().filter(SettingsSource::isBeforeSystemProperties).forEach(this::add);
    add(new SettingsSource("system property", properties));
    environment.forEach(this::addVariable);
    sources.stream().filter(source -> !source.isBeforeSystemProperties()).forEach(this::add);
  }

  private void add(SettingsSource source) {
    source
        .values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(Setting.PREFIX)) {
                add(key, value, source.name());
              }
            });
  }

  private void addVariable(String variable, String value) {
    if (SettingKeys.isVariable(variable)) {
      add(
          SettingKeys.ofVariable(variable),
          value,
          "environment variable " + OneLine.shortened(variable));
    }
  }

  private void add(String key, String value, String source) {
    if (key.startsWith(Setting.LIMIT_PREFIX)) {
      addLimit(key, value, source);
      return;
    }
    for (Setting setting : Setting.values()) {
      if (SettingKeys.isOf(setting, key)) {
        put(new Entry(setting, null, value, setting.key(), source));
        return;
      }
      String pool = SettingKeys.isOfPool(setting) ? poolIn(key, setting) : null;
      if (pool != null) {
        if (pool.equals(PoolNames.DEFAULT)) {
          put(new Entry(setting, null, value, setting.key(), source));
        } else if (PoolNames.isValid(pool)) {
          put(new Entry(setting, pool, value, key, source));
        } else {
          errors.add(
              OneLine.shortened(key)
                  + " ("
                  + source
                  + "): "
                  + PoolNames.complaint(OneLine.shortened(pool)));
        }
        return;
      }
    }
    String nearest = Names.nearest(key, SettingKeys.known());
    warnings.add(
        "offstage: unknown setting "
            + OneLine.shortened(key)
            + " ("
            + source
            + ") is ignored"
            + (nearest == null ? "" : "; did you mean " + nearest + "?"));
  }

  private void addLimit(String key, String value, String source) {
    String name = key.substring(Setting.LIMIT_PREFIX.length());
    if (PoolNames.isForm(name)) {
      put(new Entry(Setting.LIMIT, null, value, key, source));
    } else {
      errors.add(
          OneLine.shortened(key)
              + " ("
              + source
              + "): '"
              + OneLine.shortened(name)
              + "' is not a name of a limit; allowed: "
              + PoolNames.FORM_TEXT);
    }
  }

  private void put(Entry entry) {
    entries.putIfAbsent(entry.key, entry);
  }

  private static @Nullable String poolIn(String key, Setting setting) {
    String suffix = setting.key().substring(POOL_PREFIX.length() - 1);
    return key.startsWith(POOL_PREFIX)
            && key.endsWith(suffix)
            && key.length() > POOL_PREFIX.length() + suffix.length()
        ? key.substring(POOL_PREFIX.length(), key.length() - suffix.length())
        : null;
  }

  Settings read() {
    Settings.Draft all = new Settings.Draft();
    PoolSettings.Draft defaults = new PoolSettings.Draft();
    entries.values().stream()
        .filter(entry -> entry.pool == null)
        .forEach(entry -> apply(entry, defaults, all));
    // Named pools start from the default pool's values, so they are read after it.
    PoolSettings defaultPool = defaults.done();
    Map<String, PoolSettings.Draft> drafts = new TreeMap<>();
    for (Entry entry : entries.values()) {
      if (entry.pool != null) {
        PoolSettings.Draft draft =
            drafts.computeIfAbsent(entry.pool, name -> new PoolSettings.Draft(defaultPool));
        apply(entry, draft, all);
      }
    }
    if (all.enabled && all.store.where.isEmpty()) {
      checkServed();
    }
    if (!errors.isEmpty()) {
      throw new SettingsException("Offstage cannot start: " + String.join("; ", errors));
    }
    Map<String, PoolSettings> pools = new TreeMap<>();
    drafts.forEach((name, draft) -> pools.put(name, draft.done()));
    return new Settings(all, defaultPool, pools, warnings);
  }

  /** What a node only hands over, another one has to find in a store. */
  private void checkServed() {
    for (Entry entry : entries.values()) {
      if (entry.setting == Setting.POOL_SERVE && entry.value.trim().equalsIgnoreCase("no")) {
        errors.add(
            entry.key
                + " = 'no' ("
                + entry.source
                + "): there is no store from which another node could take the pool's tasks; set"
                + " offstage.store");
      }
    }
  }

  private void apply(Entry entry, PoolSettings.Draft pool, Settings.Draft all) {
    try {
      SettingEffects.apply(entry.setting, entry.key, entry.value.trim(), pool, all);
      if (entry.setting == Setting.REDIRECT) {
        all.redirectSource = entry.key + " (" + entry.source + ")";
      } else if (entry.setting == Setting.RESPOND) {
        all.respond.source = entry.key + " (" + entry.source + ")";
      } else if (entry.setting == Setting.STORE_TASKS) {
        all.store.tasksSource = entry.key + " (" + entry.source + ")";
      }
    } catch (IllegalArgumentException e) {
      errors.add(
          entry.key
              + " = '"
              + OneLine.shortened(entry.value)
              + "' ("
              + entry.source
              + "): "
              + e.getMessage()
              + "; allowed: "
              + entry.setting.allowed().replace("`", ""));
    }
  }
}
