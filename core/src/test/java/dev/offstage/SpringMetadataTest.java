package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What editors complete in a Spring Boot application.properties is what the code knows. */
class SpringMetadataTest {
  private static final Path FILE =
      new File(
              Jdks.module(),
              "../servlet-filter/src/main/resources/META-INF/spring-configuration-metadata.json")
          .toPath();

  private static String metadata() {
    List<String> properties = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (setting == Setting.LIMIT) {
        continue;
      }
      String text = setting.defaultText();
      properties.add(
          property(
              setting.key(),
              type(setting),
              setting.help() + " Allowed: " + setting.allowed() + ".",
              text.contains(" ") ? null : text));
    }
    // A map has any key below it: editors then know offstage.pool.mail.size as well.
    properties.add(
        property(
            "offstage.pool",
            "java.util.Map<java.lang.String,java.lang.String>",
            "Settings of a named pool, such as offstage.pool.mail.size.",
            null));
    properties.add(
        property(
            "offstage.limit",
            "java.util.Map<java.lang.String,java.lang.String>",
            Setting.LIMIT.help() + " Allowed: " + Setting.LIMIT.allowed() + ".",
            null));
    return "{\n  \"properties\": [\n" + String.join(",\n", properties) + "\n  ]\n}\n";
  }

  private static String type(Setting setting) {
    if (setting.allowed().equals("`true` or `false`")) {
      return "java.lang.Boolean";
    }
    return setting.allowed().startsWith("a whole number")
        ? "java.lang.Integer"
        : "java.lang.String";
  }

  private static String property(String name, String type, String text, String defaultText) {
    String head =
        "    {\n"
            + ("      \"name\": \"" + name + "\",\n")
            + ("      \"type\": \"" + type + "\",\n")
            + ("      \"description\": \"" + text.replace("`", "") + "\"");
    if (defaultText == null) {
      return head + "\n    }";
    }
    String quote = type.equals("java.lang.String") ? "\"" : "";
    return head + ",\n      \"defaultValue\": " + quote + defaultText + quote + "\n    }";
  }

  @Test
  void it_has_every_setting() throws Exception {
    if (Boolean.getBoolean("docs.update")) {
      Files.write(FILE, metadata().getBytes(StandardCharsets.UTF_8));
    }

    assertThat(new String(Files.readAllBytes(FILE), StandardCharsets.UTF_8))
        .as("to write it: mvn -pl core test -Dtest=SpringMetadataTest -Ddocs.update=true")
        .isEqualTo(metadata());
  }
}
