package dev.offstage.internal.codec;

import dev.offstage.internal.text.OneLine;
import java.util.function.Function;

/**
 * A type of the JDK whose values are written as one text.
 *
 * @param <T> the type
 */
final class TextShape<T> extends Shape {
  /** Makes the value of a text. */
  interface Parser<T> {
    T parse(String text) throws Exception;
  }

  private final Class<T> textType;
  private final Function<T, String> format;
  private final Parser<? extends T> parser;
  private final boolean exact;

  /**
   * One of these.
   *
   * @param exact false if values are of subclasses that nobody names
   * @param format throws an IllegalArgumentException for a value that would not come back
   */
  TextShape(Class<T> type, boolean exact, Function<T, String> format, Parser<? extends T> parser) {
    super(type);
    textType = type;
    this.exact = exact;
    this.format = format;
    this.parser = parser;
  }

  @Override
  Object encode(Object value, Walk walk) {
    if (exact) {
      checkClass(value, walk);
    }
    try {
      return format.apply(textType.cast(value));
    } catch (IllegalArgumentException e) {
      throw walk.notStorable("a " + type.getName() + " that " + e.getMessage(), e);
    }
  }

  @Override
  Object decode(Object data, Walk walk) {
    String text = expect(String.class, data, walk);
    try {
      return parser.parse(text);
    } catch (Exception e) {
      throw walk.undecodable(
          Walk.kind(data)
              + whereExpected()
              + ": "
              + OneLine.shortened(String.valueOf(e.getMessage())),
          e);
    }
  }
}
