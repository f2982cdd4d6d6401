package dev.offstage.internal.codec;

import dev.offstage.internal.text.OneLine;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A constant, by its name. */
final class EnumShape extends Shape {
  EnumShape(Class<?> type) {
    super(type);
  }

  @Override
  Object encode(Object value, Walk walk) {
    return ((Enum<?>) value).name();
  }

  @Override
  Object decode(Object data, Walk walk) {
    String name = expect(String.class, data, walk);
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw walk.undecodable(
        Walk.kind(data) + whereExpected() + "; allowed: " + OneLine.shortened(names()));
  }

  private String names() {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name())
        .collect(Collectors.joining(", "));
  }
}
