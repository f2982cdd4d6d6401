package dev.offstage.durable.join;

import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Objects of classes that are known by name, as those in a webapp's class loader. */
final class Named {
  private Named() {}

  /** A new one. */
  static Object make(ClassLoader loader, String type, Object... arguments) throws Exception {
    return found(loader.loadClass(type).getConstructors(), type, arguments).newInstance(arguments);
  }

  /** What a static method returns. */
  static Object callStatic(ClassLoader loader, String type, String method, Object... arguments)
      throws Exception {
    return call(loader.loadClass(type), null, method, arguments);
  }

  /** What a method returns. */
  static Object call(Object target, String method, Object... arguments) throws Exception {
    return call(target.getClass(), target, method, arguments);
  }

  private static Object call(Class<?> type, Object target, String name, Object... arguments)
      throws Exception {
    Method[] methods =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getName().equals(name))
            .toArray(Method[]::new);
    Method method = found(methods, name, arguments);
    // Its class may be one of those that nobody else may see.
    method.setAccessible(true);
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception) {
        throw (Exception) e.getCause();
      }
      throw e;
    }
  }

  private static <E extends Executable> E found(E[] all, String name, Object... arguments) {
    return Arrays.stream(all)
        .filter(each -> takes(each.getParameterTypes(), arguments))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + Arrays.toString(arguments)));
  }

  private static boolean takes(Class<?>[] types, Object... arguments) {
    boolean fits = types.length == arguments.length;
    for (int i = 0; fits && i < types.length; i++) {
      fits =
          types[i].isInstance(arguments[i])
              || types[i] == int.class && arguments[i] instanceof Integer
              || types[i] == boolean.class && arguments[i] instanceof Boolean;
    }
    return fits;
  }
}
