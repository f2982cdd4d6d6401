package dev.offstage.internal.codec;

import dev.offstage.internal.text.OneLine;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record: an object of its components, made by its own constructor. */
final class RecordShape extends Shape {
  private final Constructor<?> constructor;
  private final List<Records.Component> components;

  /** Filled before others see it, in the order of the components. */
  private final List<Shape> shapes = new ArrayList<>();

  RecordShape(Class<?> type, Constructor<?> constructor, List<Records.Component> components) {
    super(type);
    this.constructor = constructor;
    this.components = components;
  }

  void add(Shape shape) {
    shapes.add(shape);
  }

  @Override
  Object encode(Object value, Walk walk) {
    Map<String, Object> data = new LinkedHashMap<>();
    walk.downValue();
    for (int i = 0; i < shapes.size(); i++) {
      Records.Component component = components.get(i);
      walk.atField(component.name);
      data.put(component.name, shapes.get(i).write(get(component, value, walk), walk));
    }
    walk.up();
    return data;
  }

  private static @Nullable Object get(Records.Component component, Object value, Walk walk) {
    try {
      return component.accessor.invoke(value);
    } catch (InvocationTargetException e) {
      throw walk.notStorable(
          "cannot be read: " + OneLine.shortened(String.valueOf(e.getCause())), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  Object decode(Object data, Walk walk) {
    Map<?, ?> object = expect(Map.class, data, walk);
    Object[] arguments = new Object[shapes.size()];
    walk.downData();
    for (int i = 0; i < shapes.size(); i++) {
      Records.Component component = components.get(i);
      walk.atField(component.name);
      // The first element of a new array is null, 0 or false.
      arguments[i] =
          object.containsKey(component.name)
              ? shapes.get(i).read(object.get(component.name), walk)
              : Array.get(Array.newInstance(component.type, 1), 0);
    }
    walk.up();
    return BeanShape.create(constructor, walk, arguments);
  }

  @Override
  Iterable<Shape> parts() {
    return shapes;
  }
}
