package dev.offstage.agent.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of a command to the agent in another JVM, or an answer to one: a kind, and facts, each
 * with a key and values. Both may be of different releases, so unknown facts are passed over.
 * Immutable once it is sent.
 */
public final class Message {
  /** An answer: it goes on; the fact {@code progress} says how far it is. */
  public static final String WORKING = "working";

  /** An answer, the last one: all went well. */
  public static final String DONE = "done";

  /** An answer, the last one: the fact {@code reason} says why it could not be done. */
  public static final String FAILED = "failed";

  private final List<List<String>> lines = new ArrayList<List<String>>();

  private Message() {}

  public static Message of(String kind) {
    return new Message().add(kind);
  }

  /** That something could not be done. */
  public static Message failed(String reason) {
    return of(FAILED).add("reason", reason);
  }

  /** How far the work is. */
  public static Message working(String progress) {
    return of(WORKING).add("progress", progress);
  }

  /** Adds a fact; a value that is null becomes empty. */
  public Message add(String key, @Nullable String... values) {
    List<String> line = new ArrayList<String>();
    line.add(key);
    for (String value : values) {
      line.add(value == null ? "" : value);
    }
    lines.add(line);
    return this;
  }

  public String kind() {
    return lines.get(0).get(0);
  }

  /** The first value of the first fact with this key, or null. */
  public @Nullable String first(String key) {
    for (List<String> values : all(key)) {
      return values.isEmpty() ? null : values.get(0);
    }
    return null;
  }

  /** The values of each fact with this key. */
  public List<List<String>> all(String key) {
    List<List<String>> found = new ArrayList<List<String>>();
    for (List<String> line : lines.subList(1, lines.size())) {
      if (line.get(0).equals(key)) {
        found.add(Collections.unmodifiableList(line.subList(1, line.size())));
      }
    }
    return found;
  }

  /** A line for each fact, with tabs between its parts. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      String separator = "";
      for (String part : line) {
        text.append(separator).append(escaped(part));
        separator = "\t";
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String escaped(String part) {
    return part.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  /**
   * Reads what {@link #toText} wrote.
   *
   * @throws IllegalArgumentException if it is no message
   */
  public static Message parse(String text) {
    if (!text.endsWith("\n") || text.startsWith("\t")) {
      throw new IllegalArgumentException(
          "not a message of the agent: " + text.length() + " characters");
    }
    Message message = new Message();
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      List<String> parts = new ArrayList<String>();
      for (String part : Arrays.asList(line.split("\t", -1))) {
        parts.add(unescaped(part));
      }
      message.lines.add(parts);
    }
    return message;
  }

  private static String unescaped(String part) {
    StringBuilder text = new StringBuilder(part.length());
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '\\' && i + 1 < part.length()) {
        char escaped = part.charAt(++i);
        text.append(
            escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
