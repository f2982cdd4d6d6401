package dev.offstage.agent.rules;

import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line that says which methods are redirected and how. Knows only names, so that most classes
 * can be dismissed before anything reads them. Immutable.
 */
public final class Rule {
  private final String text;
  private final String source;
  private final int line;
  private final int required;
  private final int forbidden;
  private final NamePattern type;
  private final boolean subtypes;
  private final NamePattern method;
  private final String pieceOfMethod;
  private final @Nullable ParametersPattern parameters;
  private final Redirection redirection;

  Rule(
      String text,
      String source,
      int line,
      int required,
      int forbidden,
      NamePattern type,
      boolean subtypes,
      NamePattern method,
      @Nullable ParametersPattern parameters,
      Redirection redirection) {
    this.text = text;
    this.source = source;
    this.line = line;
    this.required = required;
    this.forbidden = forbidden;
    this.type = type;
    this.subtypes = subtypes;
    this.method = method;
    this.pieceOfMethod = method.longestPiece();
    this.parameters = parameters;
    this.redirection = redirection;
  }

  public Redirection redirection() {
    return redirection;
  }

  /** Whether {@code Class+} also means the classes below. */
  public boolean includesSubtypes() {
    return subtypes;
  }

  /** The class's name, if the rule has one without wildcards. */
  public @Nullable String exactType() {
    return type.isLiteral() ? type.toString() : null;
  }

  /** The class as written, without the {@code +}. */
  public String typeText() {
    return type.toString();
  }

  /** The method as written, without parameters. */
  public String methodText() {
    return method.toString();
  }

  public boolean matchesType(String name) {
    return type.matches(name);
  }

  /** A piece that the class file of every class with a matching method contains. */
  public String pieceOfMethodName() {
    return pieceOfMethod;
  }

  /**
   * Whether a method of a matching class is meant.
   *
   * @param types the binary names of its parameters' types, with {@code []} appended for arrays
   */
  public boolean matchesMethod(int modifiers, String name, List<String> types) {
    return (modifiers & required) == required
        && (modifiers & forbidden) == 0
        && method.matches(name)
        && (parameters == null || parameters.matches(types));
  }

  /** The modifiers that a rule can name, and their bits. */
  static int modifier(String word) {
    switch (word) {
      case "public":
        return Modifier.PUBLIC;
      case "protected":
        return Modifier.PROTECTED;
      case "private":
        return Modifier.PRIVATE;
      case "static":
        return Modifier.STATIC;
      case "final":
        return Modifier.FINAL;
      case "synchronized":
        return Modifier.SYNCHRONIZED;
      default:
        return 0;
    }
  }

  /** The rule's own text. */
  public String text() {
    return text;
  }

  /** Where it is: {@code offstage.redirect (context-param in web.xml), line 2}. */
  public String place() {
    return source + ", line " + line;
  }

  @Override
  public String toString() {
    return "'" + text + "' (" + place() + ")";
  }
}
