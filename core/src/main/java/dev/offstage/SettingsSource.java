package dev.offstage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Some settings and where they stand. Immutable. */
public final class SettingsSource {
  private final String name;
  private final Map<String, String> values;

  /**
   * @param name where the settings stand, for messages: {@code context-param in web.xml}
   * @param values full keys, such as {@code offstage.pool.size}, and values; others are passed over
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
