package dev.offstage.internal.codec;

import java.util.Base64;

/** Shapes of what is one text or one truth value. */
final class Scalars {
  private Scalars() {}

  static final class Text extends Shape {
    Text() {
      super(String.class);
    }

    @Override
    Object encode(Object value, Walk walk) {
      return value;
    }

    @Override
    Object decode(Object data, Walk walk) {
      return expect(String.class, data, walk);
    }
  }

  static final class Truth extends Shape {
    Truth(Class<?> type) {
      super(type);
    }

    @Override
    Object encode(Object value, Walk walk) {
      return value;
    }

    @Override
    Object decode(Object data, Walk walk) {
      return expect(Boolean.class, data, walk);
    }
  }

  /** As a text. */
  static final class Char extends Shape {
    Char(Class<?> type) {
      super(type);
    }

    @Override
    Object encode(Object value, Walk walk) {
      return value.toString();
    }

    @Override
    Object decode(Object data, Walk walk) {
      String text = expect(String.class, data, walk);
      if (text.length() != 1) {
        throw walk.undecodable(Walk.kind(data) + whereExpected());
      }
      return text.charAt(0);
    }
  }

  /** As a text in Base64. */
  static final class Bytes extends Shape {
    Bytes() {
      super(byte[].class);
    }

    @Override
    Object encode(Object value, Walk walk) {
      return Base64.getEncoder().encodeToString((byte[]) value);
    }

    @Override
    Object decode(Object data, Walk walk) {
      String text = expect(String.class, data, walk);
      try {
        return Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw walk.undecodable(Walk.kind(data) + " is not Base64", e);
      }
    }
  }

  /** What a method without a result returns: null, and nothing else. */
  static final class Nothing extends Shape {
    Nothing() {
      super(Void.class);
    }

    @Override
    Object encode(Object value, Walk walk) {
      throw walk.notStorable("a value" + whereExpected());
    }

    @Override
    Object decode(Object data, Walk walk) {
      throw walk.undecodable(Walk.kind(data) + whereExpected());
    }
  }
}
