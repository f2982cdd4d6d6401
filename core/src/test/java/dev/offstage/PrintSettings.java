package dev.offstage;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Run in a JVM of its own: prints the settings that it finds. */
final class PrintSettings {
  private PrintSettings() {}

  public static void main(String[] arguments) {
    Map<String, String> webXml = new HashMap<>();
    webXml.put("offstage.pool.size", "9");
    webXml.put("offstage.pool.queue", "9");
    webXml.put("offstage.drain", "9s");
    try {
      Settings settings =
          Settings.load(Collections.singletonList(new SettingsSource("web.xml", webXml)));
      System.out.println(settings);
      settings.warnings().forEach(System.out::println);
    } catch (SettingsException e) {
      System.out.println(e.getMessage());
    }
  }
}
