package dev.offstage.agent.rules;

import org.jspecify.annotations.Nullable;

/** The value after {@code returns=}. Immutable. */
public final class Literal {
  static final String FORMS = "true, false, null, a whole number or \"text\"";

  private final @Nullable Object value;
  private final String written;

  private Literal(@Nullable Object value, String written) {
    this.value = value;
    this.written = written;
  }

  static Literal ofText(String text, String written) {
    return new Literal(text, written);
  }

  /** Null if the word has none of the allowed forms. */
  static @Nullable Literal ofWord(String word) {
    if (word.equals("true") || word.equals("false")) {
      return new Literal(Boolean.valueOf(word), word);
    }
    if (word.equals("null")) {
      return new Literal(null, word);
    }
    try {
      return new Literal(Long.valueOf(word), word);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A Boolean, Long, String or null. */
  public @Nullable Object value() {
    return value;
  }

  /**
   * The value as a method of this return type returns it: boxed, for a primitive type.
   *
   * @param type the name of the return type, as in source
   * @param primitive whether it is a primitive type
   * @throws IllegalArgumentException if the type cannot hold the value
   */
  public @Nullable Object as(String type, boolean primitive) {
    Object fitting = value instanceof Long ? number((Long) value, type) : value;
    boolean fits =
        fitting == null
            ? value == null && !primitive
            : fitting instanceof Boolean
                ? type.equals("boolean") || type.equals("java.lang.Boolean")
                : fitting instanceof String
                    ? type.equals("java.lang.String") || type.equals("java.lang.CharSequence")
                    : true;
    if (!fits && !(type.equals("java.lang.Object") && fitting != null)) {
      throw new IllegalArgumentException(
          "it returns " + type + ", which cannot be " + written + " as returns= says");
    }
    return fitting;
  }

  private static @Nullable Object number(Long number, String type) {
    long value = number;
    if (is(type, "int", "java.lang.Integer") || type.equals("java.lang.Number")) {
      return value == (int) value ? (Object) (int) value : null;
    }
    if (is(type, "long", "java.lang.Long")) {
      return number;
    }
    if (is(type, "short", "java.lang.Short")) {
      return value == (short) value ? (Object) (short) value : null;
    }
    if (is(type, "byte", "java.lang.Byte")) {
      return value == (byte) value ? (Object) (byte) value : null;
    }
    if (is(type, "char", "java.lang.Character")) {
      return value == (char) value ? (Object) (char) value : null;
    }
    if (is(type, "double", "java.lang.Double")) {
      return (double) value;
    }
    if (is(type, "float", "java.lang.Float")) {
      return (float) value;
    }
    return null;
  }

  private static boolean is(String type, String primitive, String boxed) {
    return type.equals(primitive) || type.equals(boxed);
  }

  @Override
  public String toString() {
    return written;
  }
}
