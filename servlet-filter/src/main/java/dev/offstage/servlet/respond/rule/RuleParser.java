package dev.offstage.servlet.respond.rule;

import dev.offstage.internal.text.Durations;
import dev.offstage.internal.text.Names;
import dev.offstage.internal.text.OneLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rules of {@code offstage.respond}, one per line: {@code [METHODS] /path/pattern [always
 * | prefer] [durable] [wait=2s] [pool=reports] [page | page=/own.jsp] [keep=1h] [session=create]
 * [key=required] [interrupt=no] [style=odata | style=fhir | style=azure]}.
 */
public final class RuleParser {
  private static final List<String> METHODS =
      Arrays.asList("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Set<String> DEFAULT_METHODS =
      new LinkedHashSet<>(Arrays.asList("POST", "PUT", "PATCH", "DELETE"));
  private static final List<String> OPTIONS =
      Arrays.asList(
          "always",
          "prefer",
          "durable",
          "wait",
          "pool",
          "page",
          "keep",
          "session",
          "key",
          "interrupt",
          "style");
  private static final List<String> BARE = Arrays.asList("always", "prefer", "durable");
  private static final Duration MOST_WAIT = Duration.ofMinutes(5);
  private static final Duration LEAST_KEEP = Duration.ofSeconds(1);
  private static final Duration MOST_KEEP = Duration.ofDays(7);

  private final String source;
  private final Set<String> pools;
  private final boolean hasStore;
  private final List<RespondRule> rules = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  /** A rule while it is being read. */
  static final class Draft {
    String text = "";
    boolean always;
    Duration wait = Duration.ZERO;
    String pool = "";
    boolean page;
    @Nullable String ownPage;
    Duration keep = Duration.ofHours(1);
    boolean createsSession;
    boolean requiresKey;
    boolean interrupts = true;
    boolean durable;
    StyleName style = StyleName.OWN;
  }

  private RuleParser(String source, Set<String> pools, boolean hasStore) {
    this.source = source;
    this.pools = pools;
    this.hasStore = hasStore;
  }

  /**
   * Reads them all.
   *
   * @param source where they come from, for messages
   * @param pools the names that a rule may use
   * @param hasStore whether a rule may be durable
   * @throws IllegalArgumentException if a rule is wrong; the message lists all mistakes with their
   *     lines
   */
  public static List<RespondRule> parse(
      String text, String source, Set<String> pools, boolean hasStore) {
    RuleParser parser = new RuleParser(source, pools, hasStore);
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      parser.line(withoutComment(lines[i]).trim(), i + 1);
    }
    if (!parser.errors.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", parser.errors));
    }
    return parser.rules;
  }

  private static String withoutComment(String line) {
    for (int i = line.indexOf('#'); i >= 0; i = line.indexOf('#', i + 1)) {
      if (i == 0 || Character.isWhitespace(line.charAt(i - 1))) {
        return line.substring(0, i);
      }
    }
    return line;
  }

  private void line(String line, int number) {
    if (line.isEmpty()) {
      return;
    }
    try {
      rules.add(rule(line.split("\\s+")));
    } catch (IllegalArgumentException e) {
      errors.add(
          source + ", line " + number + ": '" + OneLine.shortened(line) + "': " + e.getMessage());
    }
  }

  private RespondRule rule(String[] words) {
    Set<String> methods = new LinkedHashSet<>();
    int word = 0;
    for (; word < words.length && !words[word].startsWith("/"); word++) {
      for (String method : words[word].split(",", -1)) {
        methods.add(checkMethod(method));
      }
    }
    if (word == words.length) {
      throw new IllegalArgumentException("there is no path in it; a path begins with '/'");
    }
    PathPattern path = PathPattern.parse(words[word]);
    Draft draft = new Draft();
    draft.text = String.join(" ", words);
    Set<String> seen = new LinkedHashSet<>();
    for (word++; word < words.length; word++) {
      int equals = words[word].indexOf('=');
      String name = equals < 0 ? words[word] : words[word].substring(0, equals);
      if (!seen.add(name.equals("always") ? "prefer" : name)) {
        throw new IllegalArgumentException(
            "'" + name + "' contradicts or repeats an earlier option");
      }
      option(draft, name, equals < 0 ? null : words[word].substring(equals + 1));
    }
    return new RespondRule(draft, methods.isEmpty() ? DEFAULT_METHODS : methods, path);
  }

  private static String checkMethod(String method) {
    if (method.indexOf('/') > 0) {
      throw new IllegalArgumentException(
          "a path begins with '/' and is matched after the context path: write '/" + method + "'");
    }
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "'" + method + "' is not a method for a rule; allowed: " + String.join(" ", METHODS));
    }
    return method;
  }

  private void option(Draft draft, String name, @Nullable String value) {
    if (value == null && (name.equals("always") || name.equals("prefer"))) {
      draft.always = name.equals("always");
    } else if (value == null && name.equals("page")) {
      draft.page = true;
    } else if (value == null && name.equals("durable")) {
      if (!hasStore) {
        throw new IllegalArgumentException(
            "'durable' keeps requests in offstage.store, which is not set; set it to a DataSource,"
                + " a JDBC URL or a directory");
      }
      draft.durable = true;
    } else if (value == null || value.isEmpty() || BARE.contains(name)) {
      throw unknown(name, value);
    } else {
      optionWithValue(draft, name, value);
    }
  }

  private void optionWithValue(Draft draft, String name, String value) {
    switch (name) {
      case "wait":
        draft.wait = duration(name, value, Duration.ZERO, MOST_WAIT);
        break;
      case "keep":
        draft.keep = duration(name, value, LEAST_KEEP, MOST_KEEP);
        break;
      case "pool":
        if (!pools.contains(value)) {
          throw new IllegalArgumentException(
              "there is no pool '"
                  + value
                  + "'; there are "
                  + pools
                  + Names.didYouMean(value, pools));
        }
        draft.pool = value;
        break;
      case "page":
        if (!value.startsWith("/")) {
          throw new IllegalArgumentException("page is a path in the webapp and begins with '/'");
        }
        draft.page = true;
        draft.ownPage = value;
        break;
      case "session":
        if (!value.equals("create")) {
          throw new IllegalArgumentException("session has only one value: create");
        }
        draft.createsSession = true;
        break;
      case "key":
        if (!value.equals("required")) {
          throw new IllegalArgumentException("key has only one value: required");
        }
        draft.requiresKey = true;
        break;
      case "interrupt":
        if (!value.equals("no")) {
          throw new IllegalArgumentException("interrupt has only one value: no");
        }
        draft.interrupts = false;
        break;
      case "style":
        draft.style = style(value);
        break;
      default:
        throw unknown(name, value);
    }
  }

  private static StyleName style(String value) {
    List<String> names = new ArrayList<>();
    for (StyleName style : StyleName.values()) {
      if (style != StyleName.OWN && style.text().equals(value)) {
        return style;
      }
      names.add(style.text());
    }
    names.remove(StyleName.OWN.text());
    throw new IllegalArgumentException(
        "there is no style '" + value + "'; there are " + names + Names.didYouMean(value, names));
  }

  private static Duration duration(String name, String value, Duration least, Duration most) {
    try {
      Duration duration = Durations.parse(value);
      Durations.check(name, duration, least, most);
      return duration;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + "=" + value + ": " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException unknown(String name, @Nullable String value) {
    if (value == null && (METHODS.contains(name) || name.startsWith("/"))) {
      return new IllegalArgumentException(
          "a second rule begins at '" + name + "'; each rule has a line of its own");
    }
    return new IllegalArgumentException(
        "'"
            + name
            + (value == null ? "" : "=" + value)
            + "' is not an option; allowed: always, prefer, durable, wait=2s, pool=NAME, page, page=/own.jsp,"
            + " keep=1h, session=create, key=required, interrupt=no, style=odata, style=fhir, style=azure"
            + (OPTIONS.contains(name) ? "" : Names.didYouMean(name, OPTIONS)));
  }
}
