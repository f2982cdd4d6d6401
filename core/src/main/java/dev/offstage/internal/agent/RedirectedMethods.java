package dev.offstage.internal.agent;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which methods the agent has redirected, by the class of the object that is called. Asks the agent
 * by name, and once for each class until something has changed. Thread-safe.
 */
final class RedirectedMethods {
  private static final String AGENT = "dev.offstage.agent.LibraryLinkV1";

  private static volatile RedirectedMethods current = new RedirectedMethods(0);

  private final long generation;
  private final Map<Class<?>, Map<String, RedirectedMethod>> known =
      Collections.synchronizedMap(new WeakHashMap<>());

  private RedirectedMethods(long generation) {
    this.generation = generation;
  }

  /**
   * Those that the class declares or inherits, by {@link #key}.
   *
   * @param generation another one whenever what is redirected has changed
   */
  static Map<String, RedirectedMethod> of(Class<?> target, long generation) {
    RedirectedMethods methods = current;
    if (methods.generation != generation) {
      methods = new RedirectedMethods(generation);
      current = methods;
    }
    Map<String, RedirectedMethod> ofClass = methods.known.get(target);
    if (ofClass == null) {
      ofClass = find(target);
      methods.known.put(target, ofClass);
    }
    return ofClass;
  }

  static String key(Method method) {
    return method.getDeclaringClass().getName()
        + '#'
        + method.getName()
        + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString();
  }

  private static Map<String, RedirectedMethod> find(Class<?> target) {
    Map<String, RedirectedMethod> found = new HashMap<>();
    // What the JDK's own loader has is never redirected.
    for (Class<?> type = target;
        type != null && type.getClassLoader() != null;
        type = type.getSuperclass()) {
      for (Map.Entry<String, Object[]> method : ask(type).entrySet()) {
        RedirectedMethod redirected = redirected(type, method.getKey(), method.getValue());
        if (redirected != null) {
          found.put(type.getName() + '#' + method.getKey(), redirected);
        }
      }
    }
    return found.isEmpty() ? Collections.emptyMap() : found;
  }

  private static @Nullable RedirectedMethod redirected(Class<?> type, String method, Object[] how) {
    int end = method.indexOf('(');
    try {
      return RedirectedMethod.of(
          type, method.substring(0, end), method.substring(end), (String) how[0], how[1]);
    } catch (RuntimeException | LinkageError e) {
      // Each of its calls runs inline, and it says why itself.
      return null;
    }
  }

  /** By name and descriptor: the options of each, and what its caller gets. */
  @SuppressWarnings("unchecked") // as that class of the agent declares it
  static Map<String, Object[]> ask(Class<?> type) {
    try {
      return (Map<String, Object[]>)
          ClassLoader.getSystemClassLoader()
              .loadClass(AGENT)
              .getMethod("redirected", Class.class)
              .invoke(null, type);
    } catch (ReflectiveOperationException | LinkageError e) {
      // An agent that is gone, or of another release: methods decide for themselves.
      return Collections.emptyMap();
    }
  }
}
