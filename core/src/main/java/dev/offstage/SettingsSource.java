package dev.offstage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Some settings and where they come from. Immutable. */
public final class SettingsSource {
  private final String name;
  private final Map<String, String> values;
  private final boolean beforeSystemProperties;

  /**
   * @param name where the settings come from, for messages: {@code context-param in web.xml}
   * @param values full keys, such as {@code offstage.pool.size}, and values; other keys are ignored
   */
  public SettingsSource(String name, Map<String, String> values) {
    this(name, values, false);
  }

  private SettingsSource(String name, Map<String, String> values, boolean beforeSystemProperties) {
    this.name = name;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.beforeSystemProperties = beforeSystemProperties;
  }

  /**
   * Settings that also win over system properties and the environment, such as the arguments of a
   * command line.
   *
   * @param name where the settings come from, for messages
   * @param values full keys, such as {@code offstage.pool.size}, and values; other keys are ignored
   */
  public static SettingsSource beforeSystemProperties(String name, Map<String, String> values) {
    return new SettingsSource(name, values, true);
  }

  boolean isBeforeSystemProperties() {
    return beforeSystemProperties;
  }

  String name() {
    return name;
  }

  Map<String, String> values() {
    return values;
  }
}
