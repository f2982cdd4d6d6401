package dev.offstage.agent.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line that says which methods are redirected and how, or which are left as they are. Knows
 * only names, so that most classes can be dismissed before anything reads them. Immutable.
 */
public final class Rule {
  private final String text;
  private final String source;
  private final int line;
  private final MethodPattern methods;
  private final String pieceOfMethod;
  private final @Nullable Redirection redirection;

  Rule(
      String text,
      String source,
      int line,
      MethodPattern methods,
      @Nullable Redirection redirection) {
    this.text = text;
    this.source = source;
    this.line = line;
    this.methods = methods;
    this.pieceOfMethod = methods.method.longestPiece();
    this.redirection = redirection;
  }

  /** Null for a line with a {@code !}, which leaves methods as they are. */
  public @Nullable Redirection redirection() {
    return redirection;
  }

  /** Whether it leaves methods as they are, whatever comes after it says. */
  public boolean excludes() {
    return redirection == null;
  }

  /** Whether {@code Class+} also means the classes below. */
  public boolean includesSubtypes() {
    return methods.subtypes;
  }

  /** The class's name, if the rule has one without wildcards. */
  public @Nullable String exactType() {
    return methods.type.isLiteral() ? typeText() : null;
  }

  /** The class as written, without the {@code +}. */
  public String typeText() {
    return methods.type.toString();
  }

  /** The method as written, without parameters. */
  public String methodText() {
    return methods.method.toString();
  }

  public boolean matchesType(String name) {
    return methods.type.matches(name);
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
    return methods.matches(modifiers, name, types);
  }

  /** The rule's own text, without modifiers and keys. */
  public String text() {
    return text;
  }

  /** The file or setting that it is in. */
  public String source() {
    return source;
  }

  /** The number of its line in there, counted from 1. */
  public int line() {
    return line;
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
