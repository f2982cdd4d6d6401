package dev.offstage.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation, or a part of one, in Markdown. Immutable. */
public final class Page {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```([\\w-]*)\n(.*?)^ *```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^(#+) ([^\n]+)$");

  private final File file;
  private final String text;

  private Page(File file, String text) {
    this.file = file;
    this.text = text;
  }

  /** A page by its path from the root of the project. */
  public static Page of(String path) throws IOException {
    return read(new File(root(), path));
  }

  /** README.md and its neighbours, and all in docs. */
  public static List<Page> all() throws IOException {
    List<Page> pages = new ArrayList<>();
    for (File folder : new File[] {root(), new File(root(), "docs")}) {
      File[] files = folder.listFiles((dir, name) -> name.endsWith(".md"));
      if (files == null) {
        throw new IOException(folder + " is no folder");
      }
      Arrays.sort(files);
      for (File file : files) {
        pages.add(read(file));
      }
    }
    return pages;
  }

  private static File root() throws IOException {
    return new File(Jdks.module(), "..").getCanonicalFile();
  }

  private static Page read(File file) throws IOException {
    String text = new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8);
    return new Page(file, text.replace("\r", ""));
  }

  /** Its path from the root of the project, with slashes. */
  public String path() throws IOException {
    return root().toPath().relativize(file.toPath()).toString().replace('\\', '/');
  }

  public File file() {
    return file;
  }

  public String text() {
    return text;
  }

  /** The text without what stands in blocks of code. */
  public String prose() {
    return BLOCK.matcher(text).replaceAll("");
  }

  /** What stands in blocks of code that are marked as this language, in the order of the page. */
  public List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals(language)) {
        blocks.add(block.group(2));
      }
    }
    return blocks;
  }

  /** What links to its headings end with, as GitHub makes them. */
  public List<String> anchors() {
    List<String> anchors = new ArrayList<>();
    Matcher heading = HEADING.matcher(prose());
    while (heading.find()) {
      anchors.add(anchor(heading.group(2)));
    }
    return anchors;
  }

  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
        .replace(' ', '-');
  }

  /** The text with an anchor in front of each heading, for what makes none of its own. */
  public String textWithAnchors() {
    StringBuffer marked = new StringBuffer();
    Matcher part = Pattern.compile(BLOCK.pattern() + "|" + HEADING.pattern()).matcher(text);
    while (part.find()) {
      String heading = part.group(4);
      String mark = heading == null ? "" : "<a id=\"" + anchor(heading) + "\"></a>\n\n";
      part.appendReplacement(marked, Matcher.quoteReplacement(mark + part.group()));
    }
    return part.appendTail(marked).toString();
  }

  /** What stands below this heading, up to the next one. */
  public Page section(String title) {
    Matcher heading = Pattern.compile("(?m)^#+ " + Pattern.quote(title) + "$").matcher(text);
    if (!heading.find()) {
      throw new IllegalArgumentException(file.getName() + " has no heading '" + title + "'");
    }
    String rest = text.substring(heading.end());
    Matcher next = Pattern.compile("(?m)^##+ ").matcher(rest);
    return new Page(file, next.find() ? rest.substring(0, next.start()) : rest);
  }

  @Override
  public String toString() {
    return file.getName();
  }
}
