package dev.offstage.internal.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a bean that are stored. */
final class Fields {
  private Fields() {}

  /**
   * Those of the class and of its superclasses, which come first.
   *
   * @throws NotStorableException if one cannot be set, or two have the same name
   */
  static List<Field> of(Class<?> bean, String path) {
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> each = bean; each != Object.class; each = each.getSuperclass()) {
      classes.add(0, each);
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Class<?> each : classes) {
      for (Field field : each.getDeclaredFields()) {
        if (isStored(field)) {
          add(field, fields, bean, path);
        }
      }
    }
    return new ArrayList<>(fields.values());
  }

  private static boolean isStored(Field field) {
    return !field.isSynthetic()
        && !Modifier.isStatic(field.getModifiers())
        && !Modifier.isTransient(field.getModifiers());
  }

  private static void add(Field field, Map<String, Field> fields, Class<?> bean, String path) {
    if (Modifier.isFinal(field.getModifiers())) {
      throw Registration.refused(
          path, bean, "its field " + field.getName() + " is final; drop that, or make it a record");
    }
    Field other = fields.put(field.getName(), field);
    if (other != null) {
      throw Registration.refused(
          path,
          bean,
          "it has two fields "
              + field.getName()
              + ", in "
              + other.getDeclaringClass().getName()
              + " and "
              + field.getDeclaringClass().getName());
    }
  }
}
