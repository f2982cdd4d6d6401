package dev.offstage.internal.codec;

import dev.offstage.internal.text.OneLine;
import java.lang.invoke.MethodType;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * How values of one type become plain data and back. Plain data is null, a Boolean, Integer or
 * String, a {@code List} of plain data, or a {@code Map} of texts to plain data.
 *
 * <p>Values come back equal, with these differences: a List or Collection as an ArrayList, a Set as
 * a LinkedHashSet, a Map as a LinkedHashMap, all of them mutable. Fields of a bean that the data
 * lacks keep what the constructor has given them, components of a record are null, 0 or false;
 * fields in the data that the class lacks are ignored. So nodes of two versions understand each
 * other as long as fields are only added or removed.
 *
 * <p>Shapes are immutable and thread-safe.
 */
public abstract class Shape {
  /** How many levels of lists, maps, arrays, beans and records may be inside of each other. */
  public static final int DEEPEST = 32;

  /** How many single values one value may consist of. */
  public static final int MOST_VALUES = 1_000_000;

  /** How many characters all texts of one value may have, those of encoded bytes included. */
  public static final int MOST_CHARACTERS = 16 << 20;

  final Class<?> type;
  private final Class<?> boxed;

  Shape(Class<?> type) {
    this.type = type;
    boxed = MethodType.methodType(type).wrap().returnType();
  }

  /**
   * The data of a value.
   *
   * @param name of the value, with which the path in a message begins
   * @throws NotStorableException if the value, or one inside of it, is not of the type that the
   *     signature says, or larger than the bounds above; a value that contains itself is too deep
   */
  public final @Nullable Object toData(String name, @Nullable Object value) {
    Walk walk = new Walk(name);
    try {
      return write(value, walk);
    } catch (NotStorableException e) {
      throw e;
    } catch (RuntimeException e) {
      // Of the application: a collection that is loaded lazily, or changed by another thread.
      throw walk.notStorable("cannot be read: " + OneLine.shortened(e.toString()), e);
    }
  }

  /** As {@link #toData(String, Object)}, of a value that has no name. */
  public final @Nullable Object toData(@Nullable Object value) {
    return toData("value", value);
  }

  /**
   * The value of data. Classes are those of the signature only, whatever the data says; of these,
   * constructors without arguments and those of records are called, and no other code but that of
   * {@code hashCode} and {@code equals} for the elements of sets and keys of maps.
   *
   * @param name of the value, with which the path in a message begins
   * @throws UndecodableException if the data does not fit
   */
  public final @Nullable Object fromData(String name, @Nullable Object data) {
    Walk walk = new Walk(name);
    try {
      return read(data, walk);
    } catch (UndecodableException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      // Of the application: a hashCode, or an enum that cannot be initialized.
      throw walk.undecodable("cannot be restored: " + OneLine.shortened(e.toString()), e);
    }
  }

  /** As {@link #fromData(String, Object)}, of a value that has no name. */
  public final @Nullable Object fromData(@Nullable Object data) {
    return fromData("value", data);
  }

  final @Nullable Object write(@Nullable Object value, Walk walk) {
    walk.count();
    if (value == null) {
      if (type.isPrimitive()) {
        throw walk.notStorable("null" + whereExpected());
      }
      return null;
    }
    // Generics promise it; legacy code without them breaks the promise.
    if (!boxed.isInstance(value)) {
      throw walk.notStorable("a " + value.getClass().getName() + whereExpected());
    }
    Object data = encode(value, walk);
    if (data instanceof String) {
      walk.countCharacters((String) data);
    }
    return data;
  }

  final @Nullable Object read(@Nullable Object data, Walk walk) {
    if (data == null) {
      if (type.isPrimitive()) {
        throw walk.undecodable("null" + whereExpected());
      }
      return null;
    }
    return decode(data, walk);
  }

  /** The data of a value that is one of this type. */
  abstract Object encode(Object value, Walk walk);

  /** The value of data that may be anything. */
  abstract Object decode(Object data, Walk walk);

  /** What this one is made of: the shapes of elements or fields. */
  Iterable<Shape> parts() {
    return Collections.emptyList();
  }

  final String whereExpected() {
    return " where the signature says " + type.getTypeName();
  }

  /** For those whose subclasses would come back as something else. */
  final void checkClass(Object value, Walk walk) {
    if (value.getClass() != type) {
      throw walk.notStorable(
          "a "
              + value.getClass().getName()
              + whereExpected()
              + "; a subclass would not come back as one");
    }
  }

  final <T> T expect(Class<T> kind, Object data, Walk walk) {
    if (!kind.isInstance(data)) {
      throw walk.undecodable(Walk.kind(data) + whereExpected());
    }
    return kind.cast(data);
  }
}
