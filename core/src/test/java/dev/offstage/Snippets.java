package dev.offstage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Examples for readers that are lines of a test, so that they compile and run. */
final class Snippets {
  private Snippets() {}

  /** What stands between {@code // snippet: name} and {@code // end}, without the indentation. */
  static List<String> ofTest(String code) {
    List<String> snippets = new ArrayList<>();
    Matcher snippet = Pattern.compile("(?ms)^ *// snippet: [\\w-]+\n(.*?)^ *// end$").matcher(code);
    while (snippet.find()) {
      snippets.add(stripped(snippet.group(1)));
    }
    return snippets;
  }

  /** All blocks of Java on a page in Markdown. */
  static List<String> ofPage(String markdown) {
    List<String> blocks = new ArrayList<>();
    Matcher block = Pattern.compile("(?ms)^```java\n(.*?)^```$").matcher(markdown);
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
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
