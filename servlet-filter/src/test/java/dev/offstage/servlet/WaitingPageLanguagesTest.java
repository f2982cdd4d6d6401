package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which language a browser gets the waiting page. */
class WaitingPageLanguagesTest {
  @TempDir private Path folder;
  private Webapp app;

  @BeforeEach
  void start() throws Exception {
    app = Webapp.dropIn().param("offstage.respond", "/** always page");
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
  }

  private RawClient.Reply page(String... headers) throws IOException {
    return new RespondClient(app, "Accept: text/html").get("/shop/_offstage/tasks/none", headers);
  }

  private RawClient.Reply pageIn(String languages) throws IOException {
    return page("Accept-Language: " + languages);
  }

  /** Puts a file on the webapp's class path. */
  private void file(String name, String text) throws Exception {
    Path file = folder.resolve("offstage").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    ClassLoader parent = getClass().getClassLoader();
    app.context.setClassLoader(new URLClassLoader(new URL[] {folder.toUri().toURL()}, parent));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | There is no such task.",
        "de | Diese Aufgabe gibt es nicht.",
        "fr | Cette tâche n’existe pas.",
        "es | Esta tarea no existe.",
        "zh | 此任务不存在。",
        "ja | このタスクは存在しません。",
        "ru | Такой задачи нет."
      })
  void it_is_the_one_that_the_browser_asks_for(String language, String text) throws Exception {
    app.start();
    RawClient.Reply page = pageIn(language);
    assertThat(page.body()).contains(text, "<html lang=\"" + language + "\">");
    assertThat(page.header("Content-Language")).isEqualTo(language);
    assertThat(page.header("Vary")).contains("Accept-Language");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de-AT                       | de",
        "zh-Hant-TW, en;q=0.8        | zh",
        "pt-BR, pt;q=0.9, fr;q=0.8   | fr",
        "en;q=0.5, ru;q=0.9          | ru",
        "en ; q=0.5 , ja             | ja",
        "es, de                      | es",
        "DE                          | de",
        "de;q=0, fr;q=0.1            | fr",
        "*, fr;q=0.1                 | fr",
        "*                           | en",
        "pt                          | en",
        "'../../secret, de_DE, x;;'  | en",
        "fr;q=abc                    | fr"
      })
  void the_best_one_that_is_there_wins(String accepted, String language) throws Exception {
    app.start();
    assertThat(pageIn(accepted).header("Content-Language")).isEqualTo(language);
  }

  @Test
  void without_the_header_it_is_english() throws Exception {
    app.start();
    assertThat(page().header("Content-Language")).isEqualTo("en");
  }

  @Test
  void several_headers_count_as_one() throws Exception {
    app.start();
    RawClient.Reply page = page("Accept-Language: pt;q=0.9", "Accept-Language: ru;q=0.8");
    assertThat(page.header("Content-Language")).isEqualTo("ru");
  }

  @Test
  void the_webapp_may_have_a_language_of_its_own_and_is_told_what_it_lacks() throws Exception {
    file("waiting_pt_BR.properties", "unavailable.not-found=Esta tarefa não existe.\n");
    app.start();
    try (LogRecords log = new LogRecords()) {
      RawClient.Reply page = pageIn("pt-br, en;q=0.5");
      assertThat(page.body()).contains("Esta tarefa não existe.", "<html lang=\"pt-BR\">");
      assertThat(page.body()).contains("Not available");
      assertThat(log.warnings())
          .anyMatch(
              line ->
                  line.contains("offstage/waiting_pt_BR.properties lacks texts")
                      && line.contains("title.unavailable"));
    }
  }

  @Test
  void the_webapp_may_say_it_in_other_words_which_are_escaped() throws Exception {
    file("waiting_de.properties", "unavailable.not-found=<b>\"Weg\" & {{title}}\n");
    app.start();
    assertThat(pageIn("de").body())
        .contains(">&lt;b&gt;&quot;Weg&quot; &amp; {{title}}<", "Nicht verfügbar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"title.unavailabel=Weg", "broken=\\u00zz"})
  void a_mistake_in_a_file_is_named_in_the_log(String line) throws Exception {
    file("waiting_de.properties", line + "\n");
    app.start();
    try (LogRecords log = new LogRecords()) {
      assertThat(pageIn("de").body()).contains("Nicht verfügbar");
      assertThat(log.warnings()).anyMatch(each -> each.contains("offstage/waiting_de.properties"));
    }
  }
}
