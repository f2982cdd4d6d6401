package dev.offstage.internal.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** As a list of one element, or of none: a null Optional is something else than an empty one. */
final class OptionalShape extends Shape {
  private final Shape element;

  OptionalShape(Shape element) {
    super(Optional.class);
    this.element = element;
  }

  @Override
  Object encode(Object value, Walk walk) {
    List<Object> data = new ArrayList<>(1);
    walk.downValue();
    Optional<?> optional = (Optional<?>) value;
    if (optional.isPresent()) {
      data.add(element.write(optional.get(), walk));
    }
    walk.up();
    return data;
  }

  @Override
  Object decode(Object data, Walk walk) {
    List<?> list = expect(List.class, data, walk);
    walk.downData();
    if (list.size() > 1) {
      throw walk.undecodable(list.size() + " elements" + whereExpected());
    }
    Optional<?> value =
        list.isEmpty() ? Optional.empty() : Optional.ofNullable(element.read(list.get(0), walk));
    walk.up();
    return value;
  }

  @Override
  Iterable<Shape> parts() {
    return Collections.singletonList(element);
  }
}
