package dev.offstage.agent.advise.code;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of classes by their names alone; the resource {@code names.txt} has it. Immutable.
 */
public final class Names {
  private static final String RESOURCE = "/dev/offstage/agent/advise/names.txt";

  private static final Map<String, Names> ALL = read();

  /** Packages, which end in a dot, and classes. */
  private final Set<String> whole = new HashSet<>();

  private final List<String> beginnings = new ArrayList<>();

  private Names() {}

  private static Map<String, Names> read() {
    Map<String, Names> all = new HashMap<>();
    try (InputStream in = Names.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not in the agent's jar");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          add(all, line.split(" ", -1));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(RESOURCE + " cannot be read", e);
    }
    return all;
  }

  private static void add(Map<String, Names> all, String[] words) {
    Names names = all.computeIfAbsent(words[0], word -> new Names());
    for (int i = 1; i < words.length; i++) {
      if (words[i].endsWith("*")) {
        names.beginnings.add(words[i].substring(0, words[i].length() - 1));
      } else {
        names.whole.add(words[i]);
      }
    }
  }

  private static Names of(String word) {
    Names names = ALL.get(word);
    if (names == null) {
      throw new IllegalArgumentException("no line begins with " + word);
    }
    return names;
  }

  /** Whether a word of the resource is true of a class. */
  public static boolean is(String word, String type) {
    return of(word).match(type) > 0;
  }

  /** The one of several words whose name for the class is the longest; null if none has one. */
  public static @Nullable String longest(String type, String... words) {
    String longest = null;
    int length = 0;
    for (String word : words) {
      int match = of(word).match(type);
      if (match > length) {
        length = match;
        longest = word;
      }
    }
    return longest;
  }

  /** The length of the longest name that fits; 0 if none does. */
  private int match(String type) {
    int longest = 0;
    for (String beginning : beginnings) {
      if (type.startsWith(beginning)) {
        longest = Math.max(longest, beginning.length());
      }
    }
    if (whole.contains(type)) {
      return type.length();
    }
    int nested = type.indexOf('$');
    if (nested > 0 && whole.contains(type.substring(0, nested))) {
      return nested;
    }
    for (int dot = type.lastIndexOf('.'); dot > 0; dot = type.lastIndexOf('.', dot - 1)) {
      if (whole.contains(type.substring(0, dot + 1))) {
        return Math.max(longest, dot + 1);
      }
    }
    return longest;
  }
}
