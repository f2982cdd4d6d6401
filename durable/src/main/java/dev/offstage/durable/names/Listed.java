package dev.offstage.durable.names;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names that a setting gives to methods. The first name of a method is the one that is written
 * down; those after it are what it was called before. Immutable.
 */
final class Listed {
  private static final String TYPE = "[\\p{L}_$][\\p{L}\\p{N}_$.]*";
  private static final Pattern LINE =
      Pattern.compile(
          "(?:([\\p{L}\\p{N}_.:-]{1,100})\\s*=\\s*)?("
              + TYPE
              + "\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)"
              + "\\s*(\\([^()]*\\))?");

  private final Map<String, MethodName> byName = new LinkedHashMap<>();
  private final Map<String, List<String>> byMethod = new LinkedHashMap<>();

  /**
   * Reads them.
   *
   * @param source for messages: the setting, and where it is
   * @throws IllegalStateException if a line has another form, or a name is there twice
   */
  Listed(String lines, String source) {
    for (String line : lines.split("[\\r\\n;]+", -1)) {
      String text = line.trim();
      if (!text.isEmpty() && !text.startsWith("#")) {
        add(text, source);
      }
    }
  }

  private void add(String line, String source) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalStateException(
          "Offstage cannot start: "
              + source
              + ": '"
              + line
              + "' does not name a method; allowed: NAME = com.acme.Mails.send, or only"
              + " com.acme.Mails.send, with (java.lang.String, int) behind it if there are several");
    }
    MethodName method = MethodName.of(parts.group(2), parts.group(3));
    String name = parts.group(1) == null ? method.full() : parts.group(1);
    if (byName.putIfAbsent(name, method) != null) {
      throw new IllegalStateException(
          "Offstage cannot start: " + source + ": there are two methods called '" + name + "'");
    }
    byMethod.computeIfAbsent(method.full(), each -> new ArrayList<>()).add(name);
  }

  /** The method of that name; null if there is none. */
  @Nullable MethodName find(String name) {
    return byName.get(name);
  }

  /** What a method is called; null if it is not listed. */
  @Nullable String nameOf(String type, String method, String parameters) {
    for (String full : new String[] {type + "." + method + parameters, type + "." + method}) {
      List<String> names = byMethod.get(full);
      if (names != null) {
        return names.get(0);
      }
    }
    return null;
  }

  /** All of them, for a check at the start. */
  Map<String, MethodName> all() {
    return byName;
  }
}
