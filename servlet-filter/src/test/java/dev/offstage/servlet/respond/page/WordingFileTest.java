package dev.offstage.servlet.respond.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.servlet.http.Unavailable;
import dev.offstage.testing.Jdks;
import java.io.File;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are complete: nobody gets a page in two languages. */
class WordingFileTest {
  private static final File FOLDER =
      new File(Jdks.module(), "src/main/resources/dev/offstage/waiting");
  private static final File SOURCES =
      new File(Jdks.module(), "src/main/java/dev/offstage/servlet/respond/page");

  private static List<String> languages() {
    List<String> languages = new ArrayList<>();
    for (String file : FOLDER.list((in, name) -> name.endsWith(".properties"))) {
      languages.add(file.replaceAll("waiting_(.*)\\.properties", "$1"));
    }
    return languages;
  }

  @Test
  void these_languages_are_there() {
    assertThat(languages()).containsExactlyInAnyOrder("en", "de", "fr", "es", "zh", "ja", "ru");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void every_language_has_the_same_keys_with_the_same_places_for_values(String language) {
    Map<String, String> english = WordingFile.ofJar("en");
    Map<String, String> texts = WordingFile.ofJar(language);
    assertThat(texts.keySet()).isEqualTo(english.keySet());
    english.forEach(
        (key, text) ->
            assertThat(texts.get(key).contains("{0}")).as(key).isEqualTo(text.contains("{0}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "es", "zh", "ja", "ru"})
  void every_text_is_translated_and_tidy(String language) {
    Map<String, String> english = WordingFile.ofJar("en");
    WordingFile.ofJar(language)
        .forEach(
            (key, text) -> {
              assertThat(text).as(key).isNotBlank().isEqualTo(text.trim()).doesNotContain("  ");
              assertThat(text).as(key).doesNotContain("\ufffd", "Ã", "<", "&");
              if (!key.equals("percent")) {
                assertThat(text).as(key).isNotEqualTo(english.get(key));
              }
            });
  }

  @Test
  void every_refusal_that_a_browser_may_get_has_a_text() {
    Set<Unavailable> others = EnumSet.of(Unavailable.TOO_SLOW, Unavailable.CANCELLED);
    for (Unavailable each : EnumSet.complementOf(EnumSet.copyOf(others))) {
      assertThat(WordingFile.ofJar("en")).containsKey("unavailable." + each.problem().code());
    }
  }

  @Test
  void every_key_of_the_code_is_in_the_files() throws Exception {
    Set<String> used = new TreeSet<>();
    Pattern key = Pattern.compile("\"([a-z]+(?:[.-][a-z]+)*)\"");
    for (File source : SOURCES.listFiles()) {
      Matcher text =
          key.matcher(new String(Files.readAllBytes(source.toPath()), StandardCharsets.UTF_8));
      while (text.find()) {
        used.add(text.group(1));
      }
    }
    List<String> byName = Arrays.asList("title", "unavailable", "failed");
    for (String each : WordingFile.ofJar("en").keySet()) {
      assertThat(used.contains(each) || byName.contains(each.split("\\.")[0])).as(each).isTrue();
    }
  }

  @Test
  void the_example_in_the_docs_has_keys_that_there_are() throws Exception {
    File page = new File(Jdks.module(), "../docs/respond-async.md");
    String text = new String(Files.readAllBytes(page.toPath()), StandardCharsets.UTF_8);
    Properties example = new Properties();
    example.load(new StringReader(text.split("```properties\n")[1].split("```")[0]));
    assertThat(example).isNotEmpty();
    assertThat(WordingFile.ofJar("en").keySet()).containsAll(example.stringPropertyNames());
  }
}
