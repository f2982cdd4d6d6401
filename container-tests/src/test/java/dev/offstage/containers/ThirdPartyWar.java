package dev.offstage.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A WAR that nobody here wrote, byte for byte as it was downloaded; with a rule it also has the
 * library's jar and one entry in its web.xml, and nothing else is touched.
 */
final class ThirdPartyWar implements Deployable {
  private static final Pattern START = Pattern.compile("<web-app\\b[^>]*>");

  private final Path original;
  private final String name;
  private final String rule;

  private ThirdPartyWar(Path original, String name, String rule) {
    this.original = original;
    this.name = name;
    this.rule = rule;
  }

  /** A webapp at the path of this name. */
  static ThirdPartyWar of(String file, String name) {
    return new ThirdPartyWar(Built.thirdParty(file), name, "");
  }

  /** The same with the jar and this line of {@code offstage.redirect}. */
  ThirdPartyWar withRule(String rule) {
    return new ThirdPartyWar(original, name, rule);
  }

  @Override
  public Path writeTo(Path folder, ServletApi api) throws IOException {
    Path war = Files.copy(original, folder.resolve(name + ".war"));
    if (!rule.isEmpty()) {
      try (FileSystem zip = FileSystems.newFileSystem(war)) {
        Files.copy(Built.offstageJar(), zip.getPath("WEB-INF/lib/offstage.jar"));
        addParam(zip.getPath("WEB-INF/web.xml"), "offstage.redirect", rule);
      }
    }
    return war;
  }

  private static void addParam(Path webXml, String key, String value) throws IOException {
    // Whatever the file's encoding: every byte stays as it is, and what is added is ASCII.
    String xml = Files.readString(webXml, StandardCharsets.ISO_8859_1);
    Matcher start = START.matcher(xml);
    if (!start.find()) {
      throw new IOException("no <web-app> in " + webXml);
    }
    String param =
        "\n<context-param><param-name>%s</param-name><param-value>%s</param-value></context-param>"
            .formatted(key, value);
    Files.writeString(
        webXml,
        xml.substring(0, start.end()) + param + xml.substring(start.end()),
        StandardCharsets.ISO_8859_1);
  }
}
