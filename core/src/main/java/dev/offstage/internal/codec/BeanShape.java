package dev.offstage.internal.codec;

import dev.offstage.internal.text.OneLine;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A class of the application with a constructor without arguments: an object of its fields. */
final class BeanShape extends Shape {
  private final Constructor<?> constructor;

  /** Filled before others see it: a bean may have fields of its own type. */
  private final Map<Field, Shape> fields = new LinkedHashMap<>();

  BeanShape(Class<?> type, Constructor<?> constructor) {
    super(type);
    this.constructor = constructor;
  }

  void add(Field field, Shape shape) {
    fields.put(field, shape);
  }

  @Override
  Object encode(Object value, Walk walk) {
    checkClass(value, walk);
    Map<String, Object> data = new LinkedHashMap<>();
    walk.downValue();
    for (Map.Entry<Field, Shape> each : fields.entrySet()) {
      Field field = each.getKey();
      walk.atField(field.getName());
      data.put(field.getName(), each.getValue().write(get(field, value), walk));
    }
    walk.up();
    return data;
  }

  @Override
  Object decode(Object data, Walk walk) {
    Map<?, ?> object = expect(Map.class, data, walk);
    Object value = create(constructor, walk);
    walk.downData();
    for (Map.Entry<Field, Shape> each : fields.entrySet()) {
      Field field = each.getKey();
      if (object.containsKey(field.getName())) {
        walk.atField(field.getName());
        set(field, value, each.getValue().read(object.get(field.getName()), walk));
      }
    }
    walk.up();
    return value;
  }

  private static @Nullable Object get(Field field, Object bean) {
    try {
      return field.get(bean);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void set(Field field, Object bean, @Nullable Object value) {
    try {
      field.set(bean, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The constructor is the application's: it may refuse what it gets. */
  static Object create(Constructor<?> constructor, Walk walk, Object... arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof VirtualMachineError) {
        throw (VirtualMachineError) cause;
      }
      throw walk.undecodable(
          "the constructor of "
              + constructor.getDeclaringClass().getName()
              + " threw "
              + OneLine.shortened(String.valueOf(cause)),
          e);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw walk.undecodable(
          "no " + constructor.getDeclaringClass().getName() + " can be made: " + e, e);
    }
  }

  @Override
  Iterable<Shape> parts() {
    return fields.values();
  }
}
