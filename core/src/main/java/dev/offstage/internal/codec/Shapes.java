package dev.offstage.internal.codec;

import java.lang.reflect.Type;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The shapes of one application, by type. They hold its classes, so the application holds them.
 *
 * <p>What can be stored: primitives and their wrappers, String, {@code byte[]} and arrays of what
 * can be stored, enums, BigDecimal, BigInteger, UUID, URI, URL, File, Path, Date, Locale, Currency,
 * the types of java.time, Optional, List, Set, Collection and Map of what can be stored, records,
 * and classes of the application with a constructor without arguments, whose fields can be stored
 * and are not final. Fields that are static or transient are left out.
 *
 * <p>Thread-safe.
 */
public final class Shapes {
  private final ConcurrentMap<Type, Shape> known = new ConcurrentHashMap<>();

  /**
   * The shape of a type, as a signature has it: {@code Method.getGenericParameterTypes()}. Never
   * pass a type that data has named.
   *
   * @param name of what has the type, with which the path in a message begins
   * @throws NotStorableException if the type, or one inside of it, cannot be stored; the message
   *     has its path, the reason and what is allowed
   */
  public Shape of(String name, Type type) {
    Shape shape = known.get(type);
    if (shape == null) {
      Registration registration = new Registration(known);
      shape = registration.of(type, name);
      registration.checkKeys();
      // Complete only now: others must not see a bean that lacks fields.
      known.putAll(registration.made());
      known.put(type, shape);
    }
    return shape;
  }

  /** As {@link #of(String, Type)}, of what has no name. */
  public Shape of(Type type) {
    return of("value", type);
  }
}
