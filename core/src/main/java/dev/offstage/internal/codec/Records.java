package dev.offstage.internal.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What JDK 16 and newer tell of records, asked from Java 8. */
final class Records {
  private static final @Nullable Method IS_RECORD = find(Class.class, "isRecord");
  private static final @Nullable Method COMPONENTS = find(Class.class, "getRecordComponents");

  private Records() {}

  /** What a record declares between its parentheses. */
  static final class Component {
    final String name;
    final Class<?> type;
    final Type genericType;
    final Method accessor;

    Component(Object component) throws ReflectiveOperationException {
      Class<?> api = component.getClass();
      name = (String) api.getMethod("getName").invoke(component);
      type = (Class<?>) api.getMethod("getType").invoke(component);
      genericType = (Type) api.getMethod("getGenericType").invoke(component);
      accessor = (Method) api.getMethod("getAccessor").invoke(component);
    }
  }

  static boolean isRecord(Class<?> type) throws ReflectiveOperationException {
    return IS_RECORD != null && Boolean.TRUE.equals(IS_RECORD.invoke(type));
  }

  /** Those of a class that is a record, in their order. */
  static List<Component> components(Class<?> type) throws ReflectiveOperationException {
    List<Component> components = new ArrayList<>();
    if (COMPONENTS != null) {
      for (Object each : (Object[]) COMPONENTS.invoke(type)) {
        components.add(new Component(each));
      }
    }
    return components;
  }

  /** The one that takes all components. */
  static Constructor<?> constructor(Class<?> type, List<Component> components)
      throws ReflectiveOperationException {
    return type.getDeclaredConstructor(
        components.stream().map(each -> each.type).toArray(Class<?>[]::new));
  }

  private static @Nullable Method find(Class<?> type, String name) {
    try {
      return type.getMethod(name);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
