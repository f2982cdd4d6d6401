package dev.offstage.servlet.respond.server.jetty;

import dev.offstage.servlet.server.Members;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the connector that the first request came in on, so that virtual hosts are as ever.
 * Unlike the real one it has no listeners, which count and limit connections, and its threads do
 * not run out.
 */
final class StandInConnector implements InvocationHandler {
  private final Object real;
  private final Executor executor;

  private StandInConnector(ClassLoader loader, Object real) {
    this.real = real;
    executor =
        task -> {
          Thread thread = new Thread(task, "offstage-jetty");
          thread.setDaemon(true);
          thread.setContextClassLoader(loader);
          thread.start();
        };
  }

  static Object of(ClassLoader loader, Object real) {
    Set<Class<?>> types = new LinkedHashSet<>();
    types.add(Members.type(loader, "org.eclipse.jetty.server.Connector"));
    for (Class<?> at = real.getClass(); at != null; at = at.getSuperclass()) {
      for (Class<?> each : at.getInterfaces()) {
        if (Modifier.isPublic(each.getModifiers()) && each.getClassLoader() == loader) {
          types.add(each);
        }
      }
    }
    return Proxy.newProxyInstance(
        loader, types.toArray(new Class<?>[0]), new StandInConnector(loader, real));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "getExecutor":
        return executor;
      case "getEventListeners":
        return Collections.emptyList();
      default:
        try {
          return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause() == null ? e : e.getCause();
        }
    }
  }
}
