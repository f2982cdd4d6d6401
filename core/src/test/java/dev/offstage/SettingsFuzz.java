package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Settings from all sources: they are read, or refused with key, source and what is allowed. */
public final class SettingsFuzz {
  private static final String[] VALUES = {
    "",
    "0",
    "-1",
    "1",
    "10000",
    "10001",
    "99999999999",
    "4.5",
    "reject",
    "caller-runs",
    "block:",
    "block:5s",
    "block:999999999h",
    "virtual",
    "java:comp/x",
    "30s",
    "1h",
    "61m",
    "1g",
    "999999999g",
    "true",
    "FALSE",
    "5\n5",
    "\u0000",
    "\u0663",
    "\u0130",
    "com.acme.A#b\ncom.acme.C#d"
  };
  private static final String[] POOLS = {
    "mail", "default", "size", "a.b", "", "-", "Mail", "m\nail", "\u0130"
  };

  private SettingsFuzz() {}

  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    Map<String, String> properties = entries(data, false);
    Map<String, String> environment = entries(data, true);
    SettingsSource webapp = new SettingsSource("web.xml", entries(data, false));
    try {
      check(new SettingsReader(properties, environment, Collections.singletonList(webapp)).read());
    } catch (SettingsException e) {
      checkRefusal(e.getMessage());
    }
  }

  private static Map<String, String> entries(FuzzedDataProvider data, boolean variables) {
    Map<String, String> entries = new LinkedHashMap<>();
    int count = data.consumeInt(0, 3);
    for (int i = 0; i < count; i++) {
      String key = key(data);
      String value = data.consumeBoolean() ? data.pickValue(VALUES) : data.consumeString(60);
      entries.put(variables ? variable(key) : key, value);
    }
    return entries;
  }

  private static String key(FuzzedDataProvider data) {
    if (data.consumeInt(0, 5) == 0) {
      return Setting.PREFIX + data.consumeString(40);
    }
    Setting setting = data.pickValue(Setting.values());
    return SettingKeys.isOfPool(setting) && data.consumeBoolean()
        ? SettingKeys.ofPool(
            data.consumeBoolean() ? data.pickValue(POOLS) : data.consumeString(45), setting)
        : setting.key();
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static void check(Settings settings) {
    assertThat(settings.drain()).isBetween(Duration.ZERO, Duration.ofHours(1));
    assertThat(settings.snapshotLimit()).isBetween(0L, 1L << 30);
    check(settings.defaultPool());
    settings
        .pools()
        .forEach(
            (name, pool) -> {
              assertThat(name).matches("[a-z0-9][a-z0-9-]{0,39}");
              check(pool);
            });
    settings.warnings().forEach(SettingsFuzz::checkLine);
  }

  private static void check(PoolSettings pool) {
    assertThat(pool.size()).isBetween(1, 10_000);
    assertThat(pool.queue()).isBetween(1, 1_000_000);
    assertThat(pool.whenFull().blocksFor()).isBetween(Duration.ZERO, Duration.ofDays(1));
    assertThat(WhenFull.parse(pool.whenFull().toString())).isEqualTo(pool.whenFull());
  }

  private static void checkRefusal(String message) {
    assertThat(message)
        .startsWith("Offstage cannot start: offstage.")
        .contains("allowed: ")
        .containsPattern("\\((system property|environment variable OFFSTAGE_.*|web\\.xml)\\): ");
    checkLine(message);
  }

  private static void checkLine(String text) {
    assertThat(text).matches("[^\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]*");
    assertThat(text.length()).isLessThan(10_000);
  }
}
