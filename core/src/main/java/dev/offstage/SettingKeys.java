package dev.offstage;

import dev.offstage.internal.text.PoolNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** How settings are called in each source. */
final class SettingKeys {
  static final String POOL_PREFIX = Setting.PREFIX + "pool.";

  private static final String VARIABLE_PREFIX = "OFFSTAGE_";

  private SettingKeys() {}

  static boolean isOfPool(Setting setting) {
    return setting.key().startsWith(POOL_PREFIX);
  }

  /** Whether that is the full key, with its hyphens or without: Spring Boot binds both. */
  static boolean isOf(Setting setting, String fullKey) {
    return fullKey.equals(setting.key()) || fullKey.equals(setting.key().replace("-", ""));
  }

  /** The full key of a pool's setting for a named pool. */
  static String ofPool(String pool, Setting setting) {
    return POOL_PREFIX + pool + setting.key().substring(POOL_PREFIX.length() - 1);
  }

  /** The environment variable that stands for a key. */
  static String variable(String fullKey) {
    return fullKey.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  static boolean isVariable(String name) {
    return name.startsWith(VARIABLE_PREFIX);
  }

  /**
   * The key of a variable. In that of a pool the last word is the setting; the words before it are
   * the pool's name. In that of a limit, all words are its name.
   */
  static String ofVariable(String variable) {
    String key = variable.toLowerCase(Locale.ROOT).replace('_', '.');
    if (key.startsWith(POOL_PREFIX) && key.lastIndexOf('.') > POOL_PREFIX.length()) {
      String pool = key.substring(POOL_PREFIX.length(), key.lastIndexOf('.')).replace('.', '-');
      key = POOL_PREFIX + pool + key.substring(key.lastIndexOf('.'));
    }
    if (key.startsWith(Setting.LIMIT_PREFIX)) {
      String name = key.substring(Setting.LIMIT_PREFIX.length());
      key = Setting.LIMIT_PREFIX + name.replace('.', '-');
    }
    for (Setting setting : Setting.values()) {
      // A variable has no hyphen.
      if (key.equals(setting.key().replace('-', '.'))) {
        key = setting.key();
      }
    }
    return key;
  }

  /** All keys, with {@code NAME} for that of a pool. */
  static List<String> known() {
    List<String> keys = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      keys.add(setting.key());
      if (isOfPool(setting)) {
        keys.add(ofPool("NAME", setting));
      }
    }
    return keys;
  }

  /**
   * The keys that settings can have, those of the pools that these sources name among them.
   *
   * @param variables names of environment variables
   */
  static Set<String> possible(Set<String> variables, List<SettingsSource> sources) {
    Set<String> given = new TreeSet<>();
    sources.forEach(source -> given.addAll(source.values().keySet()));
    variables.stream()
        .filter(SettingKeys::isVariable)
        .forEach(variable -> given.add(ofVariable(variable)));
    given.add(Setting.PREFIX + "pool." + PoolNames.DEFAULT + ".size");
    Set<String> keys = new TreeSet<>();
    given.stream().filter(key -> key.startsWith(Setting.LIMIT_PREFIX)).forEach(keys::add);
    for (Setting setting : Setting.values()) {
      keys.add(setting.key());
      if (isOfPool(setting)) {
        for (String key : given) {
          int end = key.lastIndexOf('.');
          if (key.startsWith(POOL_PREFIX) && end > POOL_PREFIX.length()) {
            keys.add(ofPool(key.substring(POOL_PREFIX.length(), end), setting));
          }
        }
      }
    }
    return keys;
  }
}
