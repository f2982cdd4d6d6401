package dev.offstage.internal.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A List, Set or Collection, as a list. */
final class CollectionShape extends Shape {
  private final Shape element;

  CollectionShape(Class<?> type, Shape element) {
    super(type);
    this.element = element;
  }

  @Override
  Object encode(Object value, Walk walk) {
    List<Object> data = new ArrayList<>();
    walk.downValue();
    int i = 0;
    for (Object each : (Collection<?>) value) {
      walk.atIndex(i++);
      data.add(element.write(each, walk));
    }
    walk.up();
    return data;
  }

  @Override
  Object decode(Object data, Walk walk) {
    List<?> list = expect(List.class, data, walk);
    Collection<Object> value = type == Set.class ? new LinkedHashSet<>() : new ArrayList<>();
    walk.downData();
    int i = 0;
    for (Object each : list) {
      walk.atIndex(i++);
      value.add(element.read(each, walk));
    }
    walk.up();
    return value;
  }

  @Override
  Iterable<Shape> parts() {
    return Collections.singletonList(element);
  }
}
