package dev.offstage;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The JVM's system properties, as far as settings are concerned. */
final class SystemProperties {
  private SystemProperties() {}

  /**
   * All of them; if a security manager does not let them be listed, those whose keys are known.
   *
   * @param variables names of environment variables, which may name pools
   * @param sources the webapp's own, which may, too
   */
  static Map<String, String> forSettings(Set<String> variables, List<SettingsSource> sources) {
    Map<String, String> values = new TreeMap<>();
    for (String key : keys(variables, sources)) {
      String value = System.getProperty(key);
      if (value != null) {
        values.put(key, value);
      }
    }
    return values;
  }

  private static Set<String> keys(Set<String> variables, List<SettingsSource> sources) {
    try {
      return System.getProperties().stringPropertyNames();
    } catch (SecurityException e) {
      // To list them takes the permission to change all of them.
      return SettingKeys.possible(variables, sources);
    }
  }
}
