package dev.offstage.internal.codec;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** As a list. */
final class ArrayShape extends Shape {
  private final Shape element;

  ArrayShape(Shape element) {
    super(Array.newInstance(element.type, 0).getClass());
    this.element = element;
  }

  @Override
  Object encode(Object value, Walk walk) {
    checkClass(value, walk);
    int length = Array.getLength(value);
    List<Object> data = new ArrayList<>();
    walk.downValue();
    for (int i = 0; i < length; i++) {
      walk.atIndex(i);
      data.add(element.write(Array.get(value, i), walk));
    }
    walk.up();
    return data;
  }

  @Override
  Object decode(Object data, Walk walk) {
    List<?> list = expect(List.class, data, walk);
    Object array = Array.newInstance(element.type, list.size());
    walk.downData();
    for (int i = 0; i < list.size(); i++) {
      walk.atIndex(i);
      Array.set(array, i, element.read(list.get(i), walk));
    }
    walk.up();
    return array;
  }

  @Override
  Iterable<Shape> parts() {
    return Collections.singletonList(element);
  }
}
