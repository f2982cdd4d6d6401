package dev.offstage.servlet.snapshot;

import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for an object of the container in a task: it returns what the original's plain getters
 * returned, and every other method is {@linkplain #unavailable unavailable}.
 *
 * <p>The getters are found by reflection, since each version of the servlet API has different ones:
 * 4.0 added {@code getHttpServletMapping}, 6.0 added {@code getRequestId} and removed others.
 * Immutable.
 */
class Recording implements InvocationHandler {
  /** Those that ask a name server or the file system, and those of a running request only. */
  private static final Set<String> LEFT_OUT =
      new HashSet<>(
          Arrays.asList(
              "getRemoteHost",
              "getLocalName",
              "getPathTranslated",
              "isAsyncStarted",
              "isAsyncSupported",
              "isTrailerFieldsReady"));

  private static final String MAPPING = "getHttpServletMapping";

  private final String what;
  private final Map<String, @Nullable Object> values = new HashMap<>();

  /** Calls all plain getters of this servlet API type. */
  <T> Recording(Class<T> api, T original) {
    what = api.getSimpleName();
    for (Method method : api.getMethods()) {
      if (isPlainGetter(method) || method.getName().equals(MAPPING)) {
        record(method, original);
      }
    }
  }

  private void record(Method getter, Object original) {
    String name = getter.getName();
    try {
      Object value = getter.invoke(original);
      values.put(name, name.equals(MAPPING) ? ofMapping(getter.getReturnType(), value) : value);
    } catch (InvocationTargetException e) {
      // A class that was compiled against an older API lacks it: then it is unavailable.
      if (!(e.getCause() instanceof AbstractMethodError)) {
        throw new IllegalStateException(name + "() threw " + e.getCause(), e.getCause());
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> @Nullable Object ofMapping(Class<T> type, @Nullable Object mapping) {
    return mapping == null ? null : new Recording(type, type.cast(mapping)).as(type);
  }

  private static boolean isPlainGetter(Method method) {
    String name = method.getName();
    return method.getParameterCount() == 0
        && (name.startsWith("get") || name.startsWith("is"))
        && isPlain(method.getReturnType())
        && !LEFT_OUT.contains(name);
  }

  private static boolean isPlain(Class<?> type) {
    return type == String.class
        || type.isPrimitive()
        || type.isEnum()
        || type == Locale.class
        || type == Principal.class
        || type == ServletContext.class;
  }

  <T> T as(Class<T> api) {
    Class<?>[] interfaces = {api};
    return api.cast(Proxy.newProxyInstance(api.getClassLoader(), interfaces, this));
  }

  // A proxy gets null, not an empty array, when there are no arguments.
  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    String name = method.getName();
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(name, proxy, arguments);
    }
    if (arguments == null && values.containsKey(name)) {
      return values.get(name);
    }
    throw unavailable(name);
  }

  private Object ofObject(String method, Object proxy, Object @Nullable [] arguments) {
    if (method.equals("equals")) {
      return arguments != null && arguments[0] == proxy;
    }
    return method.equals("hashCode")
        ? (Object) System.identityHashCode(proxy)
        : what + " in a task";
  }

  /** For what only a running request has. */
  static UnsupportedOperationException unavailable(String method) {
    return new UnsupportedOperationException(
        "not available in a task: "
            + method
            + "; the request was over when the response was sent. Do it before the hand-over, and"
            + " give the task the result");
  }
}
