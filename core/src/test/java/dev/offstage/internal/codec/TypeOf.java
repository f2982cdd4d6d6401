package dev.offstage.internal.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** A type with its parameters, as a signature has it. */
abstract class TypeOf<T> {
  final Type type() {
    return ((ParameterizedType) getClass().getGenericSuperclass()).getActualTypeArguments()[0];
  }

  @Override
  public final String toString() {
    return type().getTypeName();
  }
}
