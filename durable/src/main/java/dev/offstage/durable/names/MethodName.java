package dev.offstage.durable.names;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A method as it is written: its class, its name, and its parameters if it has brothers. */
final class MethodName {
  final String type;
  final String method;
  private final @Nullable String parameters;

  private MethodName(String type, String method, @Nullable String parameters) {
    this.type = type;
    this.method = method;
    this.parameters = parameters;
  }

  /**
   * @param dotted class and method with a dot between
   * @param parameters the names of their types in parentheses; null for any
   */
  static MethodName of(String dotted, @Nullable String parameters) {
    int dot = dotted.lastIndexOf('.');
    return new MethodName(
        dotted.substring(0, dot),
        dotted.substring(dot + 1),
        parameters == null ? null : parameters.replaceAll("\\s+", ""));
  }

  /** How the parameters of a method are written. */
  static String parametersOf(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getTypeName)
        .collect(Collectors.joining(",", "(", ")"));
  }

  String full() {
    return type + "." + method + (parameters == null ? "" : parameters);
  }

  /** Those methods of a class that are called so. */
  List<Method> in(Class<?> owner) {
    List<Method> found = new ArrayList<>();
    for (Method each : owner.getDeclaredMethods()) {
      boolean isWritten = !each.isSynthetic() && each.getName().equals(method);
      if (isWritten && (parameters == null || parameters.equals(parametersOf(each)))) {
        found.add(each);
      }
    }
    return found;
  }
}
