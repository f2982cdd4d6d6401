package dev.offstage.agent.rules;

/** Reads the names of classes and methods, with or without wildcards. */
final class NameParser {
  private final LineReader line;

  NameParser(LineReader line) {
    this.line = line;
  }

  /**
   * A class that is redirected.
   *
   * @param start where the text begins in the line
   */
  NamePattern type(String text, int start) throws RuleException {
    NamePattern pattern = anyType(text, start, "; allowed: letters, digits, _, $, dots, * and a +");
    if (!pattern.isLiteral() && !pattern.hasPackage()) {
      throw line.mistake(
          start,
          "'"
              + text
              + "' could match classes everywhere; a pattern must begin with a package that is"
              + " written out, such as com.acme.*Mailer or com.acme..*Mailer");
    }
    for (String never : new String[] {"java.", "jdk.", "sun."}) {
      if (text.startsWith(never)) {
        throw line.mistake(start, "classes of the JDK (" + never + "*) are never redirected");
      }
    }
    return pattern;
  }

  /** A class that is left as it is: a pattern may match classes everywhere. */
  NamePattern excludedType(String text, int start) throws RuleException {
    return anyType(text, start, "; allowed: letters, digits, _, $, dots, * and a +");
  }

  /** A class that calls. */
  NamePattern caller(String text, int start) throws RuleException {
    return anyType(text, start, "; allowed: letters, digits, _, $, dots, * and commas between");
  }

  private NamePattern anyType(String text, int start, String allowed) throws RuleException {
    if (text.isEmpty()) {
      throw line.mistake(start, "there is no class before the #; expected: package.Class#method");
    }
    int slash = text.replace('\\', '/').indexOf('/');
    if (slash >= 0) {
      throw line.mistake(
          start + slash,
          "'" + text.charAt(slash) + "' in a class name; write it with dots: " + ofPath(text));
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '.' && c != '*' && !Character.isJavaIdentifierPart(c)) {
        throw line.mistake(
            start + i,
            "'" + c + "' in a class name" + allowed + (allowed.endsWith("+") ? " at the end" : ""));
      }
    }
    if (text.contains("...") || text.startsWith(".") || text.endsWith(".")) {
      throw line.mistake(start, "'" + text + "' is not a class name; expected: package.Class");
    }
    if (text.endsWith(".class") || text.endsWith(".java")) {
      throw line.mistake(
          start + text.lastIndexOf('.'),
          "a class is written without '" + text.substring(text.lastIndexOf('.')) + "'");
    }
    return new NamePattern(text);
  }

  /** The class that is probably meant by the path of its file. */
  static String ofPath(String path) {
    return path.replace('\\', '/')
        .replaceAll("^.*(WEB-INF|BOOT-INF|target|src/main/java)/(classes/)?|^/+", "")
        .replaceAll("\\.(class|java)$", "")
        .replace('/', '.');
  }

  /** The method after the {@code #}. */
  NamePattern method() throws RuleException {
    int start = line.at();
    while (!line.atEnd() && !line.atBlank() && line.current() != '(') {
      char c = line.current();
      if (c == '<') {
        throw line.mistake(
            line.at(),
            (line.word().startsWith("<clinit>") ? "static initializers" : "constructors")
                + " cannot be redirected, only methods");
      }
      if (c == ',' || c == ';') {
        throw line.mistake(line.at(), "'" + c + "' ends no rule; " + RuleParser.ONE_A_LINE);
      }
      if (c != '*' && c != '-' && !Character.isJavaIdentifierPart(c)) {
        throw line.mistake(
            line.at(),
            "'" + c + "' in a method name; allowed: letters, digits, _, $, - and *, then (types)");
      }
      line.next();
    }
    String text = line.from(start);
    if (text.isEmpty()) {
      throw line.mistake(
          start, "there is no method after the #; expected: package.Class#method, * for all");
    }
    if (text.equals("new")) {
      throw line.mistake(start, "constructors cannot be redirected, only methods");
    }
    return new NamePattern(text);
  }
}
