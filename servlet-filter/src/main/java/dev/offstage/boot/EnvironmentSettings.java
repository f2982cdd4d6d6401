package dev.offstage.boot;

import dev.offstage.SettingsSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The properties {@code offstage.*} of Spring's environment, as sources of settings. Those that
 * Offstage reads by itself are left out: it knows which hyphens an environment variable has lost.
 */
public final class EnvironmentSettings {
  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("offstage");
  private static final Set<String> READ_ELSEWHERE =
      new HashSet<>(
          Arrays.asList(
              StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
              StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
              "servletContextInitParams",
              "servletConfigInitParams"));

  private EnvironmentSettings() {}

  /** All sources, in Spring's order: what comes before the system properties there, does here. */
  public static List<SettingsSource> of(ConfigurableEnvironment environment) {
    List<SettingsSource> sources = new ArrayList<>();
    boolean before = true;
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      String name = name(source);
      before &= !name.equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
      if (READ_ELSEWHERE.contains(name)
          || !(source instanceof IterableConfigurationPropertySource)) {
        continue;
      }
      Map<String, String> values =
          values((IterableConfigurationPropertySource) source, environment);
      if (!values.isEmpty()) {
        sources.add(
            before
                ? SettingsSource.beforeSystemProperties(name, values)
                : new SettingsSource(name, values));
      }
    }
    return sources;
  }

  private static String name(ConfigurationPropertySource source) {
    Object underlying = source.getUnderlyingSource();
    return underlying instanceof PropertySource
        ? ((PropertySource<?>) underlying).getName()
        : String.valueOf(underlying);
  }

  private static Map<String, String> values(
      IterableConfigurationPropertySource source, ConfigurableEnvironment environment) {
    Map<String, String> values = new LinkedHashMap<>();
    for (ConfigurationPropertyName name : source) {
      if (ROOT.isAncestorOf(name)) {
        Object value = source.getConfigurationProperty(name).getValue();
        String text = environment.resolvePlaceholders(String.valueOf(value));
        // The items of a list are the lines of a text.
        values.merge(key(name), text, (lines, next) -> lines + "\n" + next);
      }
    }
    return values;
  }

  /** The name as Offstage has it: lower case, hyphens kept, no index. */
  private static String key(ConfigurationPropertyName name) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < name.getNumberOfElements(); i++) {
      if (!name.isNumericIndex(i)) {
        key.append(i == 0 ? "" : ".");
        key.append(name.getElement(i, ConfigurationPropertyName.Form.DASHED));
      }
    }
    return key.toString();
  }
}
