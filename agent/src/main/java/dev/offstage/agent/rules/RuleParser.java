package dev.offstage.agent.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line: {@code [modifiers] package.Class[+]#method[(types)] [key=value ...]}. Each
 * mistake is reported with its column, counted from 1.
 */
final class RuleParser {
  private static final String FORM = "[modifiers] package.Class[+]#method[(types)] [key=value ...]";
  private static final String MODIFIERS =
      "public, protected, private, static, final, synchronized, each with or without a ! in front";

  private final String source;
  private final int lineNumber;
  private final String line;
  private int at;

  RuleParser(String line, String source, int lineNumber) {
    this.line = withoutComment(line);
    this.source = source;
    this.lineNumber = lineNumber;
  }

  private static String withoutComment(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == '#' && !quoted && (i == 0 || isBlank(line.charAt(i - 1)))) {
        return line.substring(0, i);
      }
    }
    return line;
  }

  /** The rule, or null for a line without one. */
  @Nullable Rule parse() throws RuleException {
    skipBlanks();
    if (atEnd()) {
      return null;
    }
    int required = 0;
    int forbidden = 0;
    int start = at;
    String word = word();
    while (word.indexOf('#') < 0) {
      boolean not = word.startsWith("!");
      int modifier = Rule.modifier(not ? word.substring(1) : word);
      if (modifier == 0) {
        throw mistake(start, noPattern(word));
      }
      if (((required | forbidden) & modifier) != 0) {
        throw mistake(start, "'" + word + "' mentions a modifier for the second time");
      }
      required |= not ? 0 : modifier;
      forbidden |= not ? modifier : 0;
      skipBlanks();
      if (atEnd()) {
        throw mistake(at, "the rule ends before its package.Class#method; expected: " + FORM);
      }
      start = at;
      word = word();
    }
    at = start;
    int hash = line.indexOf('#', start);
    String type = line.substring(start, hash);
    boolean subtypes = type.endsWith("+");
    NamePattern typePattern =
        typePattern(subtypes ? type.substring(0, type.length() - 1) : type, start);
    at = hash + 1;
    NamePattern method = methodPattern();
    ParametersPattern parameters = peek('(') ? parameters() : null;
    int end = at;
    if (!atEnd() && !isBlank(line.charAt(at))) {
      throw mistake(at, "expected a blank or the end of the line after the method");
    }
    Redirection redirection = redirection();
    return new Rule(
        line.substring(start, end),
        source,
        lineNumber,
        required,
        forbidden,
        typePattern,
        subtypes,
        method,
        parameters,
        redirection);
  }

  private String noPattern(String word) {
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

  private NamePattern typePattern(String text, int start) throws RuleException {
    if (text.isEmpty()) {
      throw mistake(start, "there is no class before the #; expected: package.Class#method");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/') {
        throw mistake(
            start + i, "'/' in a class name; write it with dots: " + text.replace('/', '.'));
      }
      if (c != '.' && c != '*' && !Character.isJavaIdentifierPart(c)) {
        throw mistake(
            start + i,
            "'"
                + c
                + "' in a class name; allowed: letters, digits, _, $, dots, * and a + at the end");
      }
    }
    if (text.contains("...") || text.startsWith(".") || text.endsWith(".")) {
      throw mistake(start, "'" + text + "' is not a class name; expected: package.Class");
    }
    if (text.endsWith(".class") || text.endsWith(".java")) {
      throw mistake(
          start + text.lastIndexOf('.'),
          "a class is written without '" + text.substring(text.lastIndexOf('.')) + "'");
    }
    NamePattern pattern = new NamePattern(text);
    if (!pattern.isLiteral() && !pattern.hasPackage()) {
      throw mistake(
          start,
          "'"
              + text
              + "' could match classes everywhere; a pattern must begin with a package that is"
              + " written out, such as com.acme.*Mailer or com.acme..*Mailer");
    }
    for (String never : new String[] {"java.", "jdk.", "sun."}) {
      if (text.startsWith(never)) {
        throw mistake(start, "classes of the JDK (" + never + "*) are never redirected");
      }
    }
    return pattern;
  }

  private NamePattern methodPattern() throws RuleException {
    int start = at;
    while (!atEnd() && !isBlank(line.charAt(at)) && line.charAt(at) != '(') {
      char c = line.charAt(at);
      if (c == '<') {
        throw mistake(
            at,
            (line.startsWith("<clinit>", at) ? "static initializers" : "constructors")
                + " cannot be redirected, only methods");
      }
      if (c != '*' && c != '-' && !Character.isJavaIdentifierPart(c)) {
        throw mistake(
            at,
            "'" + c + "' in a method name; allowed: letters, digits, _, $, - and *, then (types)");
      }
      at++;
    }
    String text = line.substring(start, at);
    if (text.isEmpty()) {
      throw mistake(
          start, "there is no method after the #; expected: package.Class#method, * for all");
    }
    if (text.equals("new")) {
      throw mistake(start, "constructors cannot be redirected, only methods");
    }
    return new NamePattern(text);
  }

  private ParametersPattern parameters() throws RuleException {
    int open = at++;
    List<NamePattern> before = new ArrayList<NamePattern>();
    List<NamePattern> after = new ArrayList<NamePattern>();
    boolean any = false;
    skipBlanks();
    if (peek(')')) {
      at++;
      return new ParametersPattern(before, false, after);
    }
    while (true) {
      skipBlanks();
      int start = at;
      while (!atEnd() && line.charAt(at) != ',' && line.charAt(at) != ')') {
        at++;
      }
      if (atEnd()) {
        throw mistake(
            open, "the ( is never closed; expected: (types), such as (java.net.URL, int)");
      }
      String type = line.substring(start, at).trim();
      if (type.equals(ParametersPattern.ANY)) {
        if (any) {
          throw mistake(start, "'..' stands for any parameters and can appear only once");
        }
        any = true;
      } else {
        (any ? after : before).add(parameter(type, start));
      }
      if (line.charAt(at++) == ')') {
        return new ParametersPattern(before, any, after);
      }
    }
  }

  private NamePattern parameter(String written, int start) throws RuleException {
    if (written.isEmpty()) {
      throw mistake(start, "a parameter's type is missing; .. stands for any parameters");
    }
    if (written.indexOf('<') >= 0) {
      throw mistake(
          start + written.indexOf('<'),
          "parameters are written without type arguments: "
              + written.substring(0, written.indexOf('<')));
    }
    String type =
        written.endsWith("...") ? written.substring(0, written.length() - 3) + "[]" : written;
    String element = type;
    while (element.endsWith("[]")) {
      element = element.substring(0, element.length() - 2);
    }
    for (int i = 0; i < element.length(); i++) {
      char c = element.charAt(i);
      if (c != '.' && c != '*' && !Character.isJavaIdentifierPart(c)) {
        throw mistake(
            start + i,
            isBlank(c)
                ? "a parameter is written as its type only, without a name"
                : "'"
                    + c
                    + "' in a parameter's type; expected: a type such as java.net.URL or byte[]");
      }
    }
    if (element.indexOf('.') < 0 && element.indexOf('*') < 0) {
      return new NamePattern(simpleType(element, start) + type.substring(element.length()));
    }
    if (element.startsWith(".") || element.endsWith(".") || element.contains("..")) {
      throw mistake(start, "'" + element + "' is not a type; expected: one such as java.net.URL");
    }
    return new NamePattern(type);
  }

  private String simpleType(String name, int start) throws RuleException {
    for (Class<?> primitive :
        new Class<?>[] {
          boolean.class,
          byte.class,
          char.class,
          short.class,
          int.class,
          long.class,
          float.class,
          double.class
        }) {
      if (primitive.getName().equals(name)) {
        return name;
      }
    }
    try {
      return Class.forName("java.lang." + name, false, null).getName();
    } catch (ClassNotFoundException | LinkageError e) {
      throw mistake(
          start,
          "there is no type '"
              + name
              + "' in java.lang; write the full name, such as java.net.URL");
    }
  }

  private Redirection redirection() throws RuleException {
    String pool = "";
    String start = "NOW";
    Literal returns = null;
    boolean takesLock = false;
    Set<String> seen = new HashSet<String>();
    for (skipBlanks(); !atEnd(); skipBlanks()) {
      int keyStart = at;
      while (!atEnd() && line.charAt(at) != '=' && !isBlank(line.charAt(at))) {
        at++;
      }
      String key = line.substring(keyStart, at);
      if (!peek('=')) {
        throw mistake(keyStart, "expected key=value in place of '" + key + "'; " + RuleKeys.ALL);
      }
      at++;
      if (!seen.add(key)) {
        throw mistake(keyStart, "'" + key + "' appears twice");
      }
      int valueStart = at;
      String text = peek('"') ? quoted() : null;
      String value = text == null ? word() : text;
      if (text != null && !key.equals(RuleKeys.RETURNS)) {
        throw mistake(valueStart, "only the value of returns= can be in quotes");
      }
      try {
        switch (key) {
          case RuleKeys.POOL:
            pool = RuleKeys.pool(value);
            break;
          case RuleKeys.START:
            start = RuleKeys.start(value);
            break;
          case RuleKeys.RETURNS:
            returns =
                text == null ? RuleKeys.returns(value) : Literal.ofText(text, '"' + text + '"');
            break;
          case RuleKeys.SYNCHRONIZED:
            takesLock = RuleKeys.yes(value);
            break;
          default:
            throw mistake(keyStart, RuleKeys.unknown(key));
        }
      } catch (IllegalArgumentException e) {
        throw mistake(valueStart, String.valueOf(e.getMessage()));
      }
    }
    return new Redirection(pool, start, returns, takesLock);
  }

  private String quoted() throws RuleException {
    int open = at++;
    StringBuilder text = new StringBuilder();
    while (!atEnd() && line.charAt(at) != '"') {
      char c = line.charAt(at++);
      if (c == '\\') {
        if (atEnd() || (line.charAt(at) != '"' && line.charAt(at) != '\\')) {
          throw mistake(at - 1, "'\\' in a text; allowed: \\\" and \\\\");
        }
        c = line.charAt(at++);
      }
      text.append(c);
    }
    if (atEnd()) {
      throw mistake(open, "the quote is never closed");
    }
    at++;
    if (!atEnd() && !isBlank(line.charAt(at))) {
      throw mistake(at, "expected a blank or the end of the line after the quote");
    }
    return text.toString();
  }

  private String word() {
    int start = at;
    while (!atEnd() && !isBlank(line.charAt(at))) {
      at++;
    }
    return line.substring(start, at);
  }

  private void skipBlanks() {
    while (!atEnd() && isBlank(line.charAt(at))) {
      at++;
    }
  }

  private boolean peek(char c) {
    return !atEnd() && line.charAt(at) == c;
  }

  private boolean atEnd() {
    return at >= line.length();
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff';
  }

  private RuleException mistake(int index, String text) {
    return new RuleException(source, lineNumber, index + 1, text);
  }
}
