package dev.offstage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Some settings and where they come from. Immutable. */
public final class SettingsSource {
  private final String name;
  private final Map<String, String> values;

  /**
   * @param name where the settings come from, for messages: {@code context-param in web.xml}
   * @param values full keys, such as {@code offstage.pool.size}, and values; other keys are ignored
   */
  public SettingsSource(String name, Map<String, String> values) {
    this.name = name;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  String name() {
    return name;
  }

  Map<String, String> values() {
    return values;
  }
}
