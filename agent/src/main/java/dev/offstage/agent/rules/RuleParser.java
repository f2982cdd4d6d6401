package dev.offstage.agent.rules;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line: {@code [modifiers] package.Class[+]#method[(types)] [key=value ...]}, or the same
 * with a {@code !} before the class and no keys.
 */
final class RuleParser {
  static final String ONE_A_LINE = "each rule needs a line of its own";

  private static final String FORM = "[modifiers] package.Class[+]#method[(types)] [key=value ...]";
  private static final String MODIFIERS =
      "public, protected, private, static, final, synchronized, each with or without a ! in front";

  private final LineReader line;
  private final @Nullable Collection<String> pools;
  private int required;
  private int forbidden;

  /**
   * @param pools the names of the pools that a rule can have; null if they are not known
   */
  RuleParser(String line, String source, int lineNumber, @Nullable Collection<String> pools) {
    this.line = new LineReader(line, source, lineNumber);
    this.pools = pools;
  }

  /** The rule, or null for a line without one. */
  @Nullable Rule parse() throws RuleException {
    line.skipBlanks();
    if (line.atEnd()) {
      return null;
    }
    int start = line.at();
    String word = line.word();
    while (word.indexOf('#') < 0) {
      addModifier(word, start);
      line.skipBlanks();
      if (line.atEnd()) {
        throw line.mistake(
            line.at(), "the rule ends before its package.Class#method; expected: " + FORM);
      }
      start = line.at();
      word = line.word();
    }
    boolean excludes = word.startsWith("!");
    MethodPattern method = method(word, start, excludes);
    int end = line.at();
    if (!line.atEnd() && !line.atBlank()) {
      throw line.mistake(
          end,
          line.peek(',') || line.peek(';')
              ? "'" + line.current() + "' ends no rule; " + ONE_A_LINE
              : "expected a blank or the end of the line after the method");
    }
    String text = line.from(start);
    Redirection redirection = excludes ? nothingMore() : new KeysParser(line, pools).parse();
    return new Rule(text, line.source(), line.lineNumber(), method, redirection);
  }

  private void addModifier(String word, int start) throws RuleException {
    boolean not = word.startsWith("!");
    int modifier = MethodPattern.modifier(not ? word.substring(1) : word);
    if (modifier == 0) {
      throw line.mistake(start, noPattern(word));
    }
    if (((required | forbidden) & modifier) != 0) {
      throw line.mistake(start, "'" + word + "' mentions a modifier for the second time");
    }
    required |= not ? 0 : modifier;
    forbidden |= not ? modifier : 0;
  }

  private MethodPattern method(String word, int start, boolean excludes) throws RuleException {
    NameParser names = new NameParser(line);
    int typeStart = excludes ? start + 1 : start;
    int hash = start + word.indexOf('#');
    line.moveTo(hash);
    String type = line.from(typeStart);
    boolean subtypes = type.endsWith("+");
    String name = subtypes ? type.substring(0, type.length() - 1) : type;
    NamePattern typePattern =
        excludes ? names.excludedType(name, typeStart) : names.type(name, typeStart);
    line.moveTo(hash + 1);
    NamePattern method = names.method();
    ParametersPattern parameters = line.peek('(') ? new ParametersParser(line).parse() : null;
    return new MethodPattern(required, forbidden, typePattern, subtypes, method, parameters);
  }

  private @Nullable Redirection nothingMore() throws RuleException {
    line.skipBlanks();
    if (!line.atEnd()) {
      throw line.mistake(
          line.at(), "a line with a ! before its class redirects nothing, so it takes no keys");
    }
    return null;
  }

  private static String noPattern(String word) {
    if (word.matches(".*([/\\\\]|\\.(class|java|jar)$).*")) {
      return "'"
          + word
          + "' is the path of a file; a rule names a method: "
          + NameParser.ofPath(word)
          + "#method; expected: "
          + FORM;
    }
    int dot = word.split("\\(", -1)[0].lastIndexOf('.');
    if (dot > 0 && word.indexOf('=') < 0) {
      return "there is no # in '"
          + word
          + "'; did you mean "
          + word.substring(0, dot)
          + "#"
          + word.substring(dot + 1)
          + "? expected: "
          + FORM;
    }
    return "'"
        + word
        + "' is neither a modifier ("
        + MODIFIERS
        + ") nor package.Class#method; expected: "
        + FORM;
  }
}
