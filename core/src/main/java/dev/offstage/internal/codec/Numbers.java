package dev.offstage.internal.codec;

import java.util.function.DoubleFunction;
import java.util.function.LongFunction;

/**
 * Shapes of numbers. Those that JSON, or what others read it with, could lose are texts. Numbers
 * and texts are both read, so that a parameter may become a wider type.
 */
final class Numbers {
  /** Longer than any that is written; what takes quadratic time stays short. */
  private static final int LONGEST = 400;

  private Numbers() {}

  static final class Whole extends Shape {
    private final long least;
    private final long most;
    private final LongFunction<Object> as;

    Whole(Class<?> type, long least, long most, LongFunction<Object> as) {
      super(type);
      this.least = least;
      this.most = most;
      this.as = as;
    }

    @Override
    Object encode(Object value, Walk walk) {
      return value instanceof Long ? value.toString() : (Object) ((Number) value).intValue();
    }

    @Override
    Object decode(Object data, Walk walk) {
      long number;
      if (data instanceof Integer || data instanceof Long) {
        number = ((Number) data).longValue();
      } else {
        String text = expect(String.class, data, walk);
        try {
          number = Long.parseLong(text);
        } catch (NumberFormatException e) {
          throw walk.undecodable(Walk.kind(data) + whereExpected(), e);
        }
      }
      if (number < least || number > most) {
        throw walk.undecodable(number + whereExpected() + "; allowed: " + least + " to " + most);
      }
      return as.apply(number);
    }
  }

  static final class Floating extends Shape {
    private final DoubleFunction<Object> as;

    Floating(Class<?> type, DoubleFunction<Object> as) {
      super(type);
      this.as = as;
    }

    /** With as many digits as tell it from its neighbours, so that it comes back as it is. */
    @Override
    Object encode(Object value, Walk walk) {
      return value.toString();
    }

    @Override
    Object decode(Object data, Walk walk) {
      if (data instanceof Number) {
        return as.apply(((Number) data).doubleValue());
      }
      String text = expect(String.class, data, walk);
      try {
        if (text.length() > LONGEST) {
          throw new NumberFormatException();
        }
        // A float's text must be rounded once only.
        return type == float.class || type == Float.class
            ? (Object) Float.valueOf(text)
            : as.apply(Double.parseDouble(text));
      } catch (NumberFormatException e) {
        throw walk.undecodable(Walk.kind(data) + whereExpected(), e);
      }
    }
  }
}
