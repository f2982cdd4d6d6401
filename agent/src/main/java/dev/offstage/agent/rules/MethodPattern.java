package dev.offstage.agent.rules;

import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods that a line means: everything before its keys. Immutable. */
final class MethodPattern {
  final NamePattern type;
  final boolean subtypes;
  final NamePattern method;
  private final int required;
  private final int forbidden;
  private final @Nullable ParametersPattern parameters;

  MethodPattern(
      int required,
      int forbidden,
      NamePattern type,
      boolean subtypes,
      NamePattern method,
      @Nullable ParametersPattern parameters) {
    this.required = required;
    this.forbidden = forbidden;
    this.type = type;
    this.subtypes = subtypes;
    this.method = method;
    this.parameters = parameters;
  }

  boolean matches(int modifiers, String name, List<String> types) {
    return (modifiers & required) == required
        && (modifiers & forbidden) == 0
        && method.matches(name)
        && (parameters == null || parameters.matches(types));
  }

  /** The bit of a modifier that a rule can name; 0 for any other word. */
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
}
