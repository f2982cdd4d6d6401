package dev.offstage.internal.codec;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the shapes of one type and of all that it consists of. */
final class Registration {
  private final Map<Type, Shape> known;

  /** Beans and records, which may be inside of themselves. */
  private final Map<Type, Shape> made = new HashMap<>();

  /** Elements of sets and keys of maps, whose hashCode is called, by their path. */
  private final Map<String, Shape> hashed = new LinkedHashMap<>();

  Registration(Map<Type, Shape> known) {
    this.known = known;
  }

  Map<Type, Shape> made() {
    return made;
  }

  void checkKeys() {
    hashed.forEach(Keys::check);
  }

  Shape of(Type type, String path) {
    try {
      if (type instanceof ParameterizedType) {
        return ofParameterized((ParameterizedType) type, path);
      }
      if (type instanceof GenericArrayType) {
        return new ArrayShape(of(((GenericArrayType) type).getGenericComponentType(), path + "[]"));
      }
      if (type instanceof Class) {
        return ofClass((Class<?>) type, path);
      }
    } catch (ReflectiveOperationException | TypeNotPresentException | LinkageError e) {
      // A class of a field is not there, or of another version.
      throw new NotStorableException(
          path + ": " + type.getTypeName() + " cannot be stored: it cannot be read: " + e, e);
    }
    throw refused(path, type, "it is a type variable or wildcard; name the type itself");
  }

  private Shape ofParameterized(ParameterizedType type, String path)
      throws ReflectiveOperationException {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    if (raw == List.class || raw == Collection.class) {
      return new CollectionShape(raw, of(arguments[0], path + "[]"));
    }
    if (raw == Set.class) {
      return new CollectionShape(raw, hashed(arguments[0], path + "[]"));
    }
    if (raw == Map.class) {
      return new MapShape(hashed(arguments[0], path + "{key}"), of(arguments[1], path + "{}"));
    }
    return raw == Optional.class ? new OptionalShape(of(arguments[0], path)) : ofClass(raw, path);
  }

  private Shape hashed(Type type, String path) {
    Shape shape = of(type, path);
    hashed.put(path, shape);
    return shape;
  }

  private Shape ofClass(Class<?> type, String path) throws ReflectiveOperationException {
    Shape found = find(type);
    if (found != null) {
      return found;
    }
    if (type.isArray()) {
      return new ArrayShape(of(type.getComponentType(), path + "[]"));
    }
    if (type.isEnum()) {
      return new EnumShape(type);
    }
    String reason = Refusal.reason(type);
    if (reason != null) {
      throw refused(path, type, reason);
    }
    return Records.isRecord(type) ? ofRecord(type, path) : ofBean(type, path);
  }

  private @Nullable Shape find(Class<?> type) {
    Shape shape = JdkShapes.find(type);
    shape = shape == null ? known.get(type) : shape;
    return shape == null ? made.get(type) : shape;
  }

  private Shape ofRecord(Class<?> type, String path) throws ReflectiveOperationException {
    List<Records.Component> components = Records.components(type);
    Constructor<?> constructor = Records.constructor(type, components);
    open(constructor, type, path);
    RecordShape shape = new RecordShape(type, constructor, components);
    made.put(type, shape);
    for (Records.Component each : components) {
      open(each.accessor, type, path);
      shape.add(of(each.genericType, path + "." + each.name));
    }
    return shape;
  }

  private Shape ofBean(Class<?> type, String path) {
    Constructor<?> constructor;
    try {
      constructor = type.getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      throw refused(path, type, "it has no constructor without arguments", e);
    }
    open(constructor, type, path);
    BeanShape shape = new BeanShape(type, constructor);
    made.put(type, shape);
    for (Field field : Fields.of(type, path)) {
      open(field, type, path);
      shape.add(field, of(field.getGenericType(), path + "." + field.getName()));
    }
    return shape;
  }

  private static void open(AccessibleObject member, Class<?> type, String path) {
    try {
      member.setAccessible(true);
    } catch (RuntimeException e) {
      // A module that does not open its package, or a security manager.
      throw refused(path, type, "its module does not open " + type.getPackage().getName(), e);
    }
  }

  static NotStorableException refused(String path, Type type, String reason) {
    return new NotStorableException(message(path, type, reason));
  }

  private static NotStorableException refused(
      String path, Type type, String reason, Exception cause) {
    return new NotStorableException(message(path, type, reason), cause);
  }

  private static String message(String path, Type type, String reason) {
    return path
        + ": "
        + type.getTypeName()
        + " cannot be stored: "
        + reason
        + "; "
        + Refusal.ALLOWED;
  }
}
