package dev.offstage.agent.rules;

import java.util.ArrayList;
import java.util.List;

/** Reads the types between a rule's parentheses. */
final class ParametersParser {
  private static final Class<?>[] PRIMITIVES = {
    boolean.class,
    byte.class,
    char.class,
    short.class,
    int.class,
    long.class,
    float.class,
    double.class
  };

  private final LineReader line;

  ParametersParser(LineReader line) {
    this.line = line;
  }

  /** From the parenthesis that opens to behind the one that closes. */
  ParametersPattern parse() throws RuleException {
    int open = line.at();
    line.next();
    List<NamePattern> before = new ArrayList<NamePattern>();
    List<NamePattern> after = new ArrayList<NamePattern>();
    boolean any = false;
    line.skipBlanks();
    if (line.peek(')')) {
      line.next();
      return new ParametersPattern(before, false, after);
    }
    while (true) {
      line.skipBlanks();
      int start = line.at();
      while (!line.atEnd() && !line.peek(',') && !line.peek(')')) {
        line.next();
      }
      if (line.atEnd()) {
        throw line.mistake(
            open, "the ( is never closed; expected: (types), such as (java.net.URL, int)");
      }
      String type = line.from(start).trim();
      if (type.equals(ParametersPattern.ANY)) {
        if (any) {
          throw line.mistake(start, "'..' stands for any parameters and can appear only once");
        }
        any = true;
      } else {
        (any ? after : before).add(parameter(type, start));
      }
      if (line.next() == ')') {
        return new ParametersPattern(before, any, after);
      }
    }
  }

  private NamePattern parameter(String written, int start) throws RuleException {
    if (written.isEmpty()) {
      throw line.mistake(start, "a parameter's type is missing; .. stands for any parameters");
    }
    if (written.indexOf('<') >= 0) {
      throw line.mistake(
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
        throw line.mistake(
            start + i,
            LineReader.isBlank(c)
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
      throw line.mistake(
          start, "'" + element + "' is not a type; expected: one such as java.net.URL");
    }
    return new NamePattern(type);
  }

  private String simpleType(String name, int start) throws RuleException {
    for (Class<?> primitive : PRIMITIVES) {
      if (primitive.getName().equals(name)) {
        return name;
      }
    }
    try {
      return Class.forName("java.lang." + name, false, null).getName();
    } catch (ClassNotFoundException | LinkageError e) {
      throw line.mistake(
          start,
          "there is no type '"
              + name
              + "' in java.lang; write the full name, such as java.net.URL");
    }
  }
}
