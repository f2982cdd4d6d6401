import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** Looks for methods that are not what this JDK has under the same name and parameters. */
class Clashes {
  private static int clashes;
  private static int compared;

  public static void main(String[] names) throws Exception {
    for (String name : names) {
      look(Class.forName(name));
    }
    System.out.println("looked at " + names.length + " types, " + compared + " methods of the JDK");
    System.exit(clashes == 0 ? 0 : 1);
  }

  private static void look(Class<?> type) {
    for (Class<?> nested : type.getDeclaredClasses()) {
      look(nested);
    }
    Set<Class<?>> above = new LinkedHashSet<>();
    collect(type, above);
    for (Method own : type.getDeclaredMethods()) {
      if (own.isBridge() || Modifier.isStatic(own.getModifiers())) {
        continue;
      }
      for (Class<?> jdks : above) {
        for (Method method : jdks.getDeclaredMethods()) {
          if (!Modifier.isPrivate(method.getModifiers()) && isSame(own, method)) {
            compare(own, method);
          }
        }
      }
    }
  }

  private static void collect(Class<?> type, Set<Class<?>> above) {
    if (type == null) {
      return;
    }
    if (type.getName().startsWith("java.")) {
      above.add(type);
    }
    collect(type.getSuperclass(), above);
    for (Class<?> each : type.getInterfaces()) {
      collect(each, above);
    }
  }

  private static boolean isSame(Method own, Method jdks) {
    return own.getName().equals(jdks.getName())
        && Arrays.equals(own.getParameterTypes(), jdks.getParameterTypes());
  }

  private static void compare(Method own, Method jdks) {
    compared++;
    boolean returns = jdks.getReturnType().isAssignableFrom(own.getReturnType());
    boolean visible = !Modifier.isFinal(jdks.getModifiers());
    if (!returns || !visible || Modifier.isStatic(jdks.getModifiers()) || throwsMore(own, jdks)) {
      clashes++;
      System.out.println(
          "clash: "
              + own.getDeclaringClass().getName()
              + "."
              + own.getName()
              + " returns "
              + own.getReturnType().getName()
              + ", in this JDK there is "
              + jdks.toGenericString());
    }
  }

  private static boolean throwsMore(Method own, Method jdks) {
    for (Class<?> thrown : own.getExceptionTypes()) {
      boolean unchecked =
          RuntimeException.class.isAssignableFrom(thrown) || Error.class.isAssignableFrom(thrown);
      boolean known =
          Arrays.stream(jdks.getExceptionTypes()).anyMatch(type -> type.isAssignableFrom(thrown));
      if (!unchecked && !known) {
        return true;
      }
    }
    return false;
  }
}
