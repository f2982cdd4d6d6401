package dev.offstage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Examples for readers that are lines of a test, so that they compile and run. */
public final class Snippets {
  private Snippets() {}

  /** Checks that a page of docs shows the snippets of these tests, and no other Java. */
  public static void assertSame(String page, Class<?>... tests) throws IOException {
    List<String> snippets = new ArrayList<>();
    for (Class<?> test : tests) {
      File source =
          new File(Jdks.module(), "src/test/java/" + test.getName().replace('.', '/') + ".java");
      byte[] code = Files.readAllBytes(source.toPath());
      snippets.addAll(ofTest(new String(code, StandardCharsets.UTF_8)));
    }

    assertThat(Page.of("docs/" + page).blocks("java"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(snippets);
  }

  /** What stands between {@code // snippet: name} and {@code // end}, without the indentation. */
  static List<String> ofTest(String code) {
    List<String> snippets = new ArrayList<>();
    Matcher snippet = Pattern.compile("(?ms)^ *// snippet: [\\w-]+\n(.*?)^ *// end$").matcher(code);
    while (snippet.find()) {
      snippets.add(stripped(snippet.group(1)));
    }
    return snippets;
  }

  private static String stripped(String code) {
    String[] lines = code.trim().isEmpty() ? new String[0] : code.split("\n");
    int indent =
        Arrays.stream(lines)
            .filter(line -> !line.trim().isEmpty())
            .mapToInt(line -> line.length() - line.replaceAll("^ +", "").length())
            .min()
            .orElse(0);
    StringBuilder stripped = new StringBuilder();
    for (String line : lines) {
      stripped.append(line.length() < indent ? "" : line.substring(indent)).append('\n');
    }
    return stripped.toString().replaceAll("\n+$", "\n");
  }
}
