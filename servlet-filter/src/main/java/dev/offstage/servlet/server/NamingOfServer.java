package dev.offstage.servlet.server;

import dev.offstage.internal.context.ServerNaming;
import dev.offstage.internal.text.Log;
import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The names under {@code java:comp} in WildFly and Open Liberty, which tie them to the thread by a
 * utility of their own. Tomcat and TomEE tie them to the class loader, which tasks have anyway.
 */
public final class NamingOfServer implements ServerNaming {
  private static final String NOT_CARRIED =
      "offstage: on this server tasks do not find what the webapp has under java:comp: look it up"
          + " before the hand-over, or set offstage.pool.threads to"
          + " java:comp/DefaultManagedExecutorService";

  private final @Nullable Object target;
  private final Method current;
  private final Method begin;
  private final Method end;

  private NamingOfServer(@Nullable Object target, Method current, Method begin, Method end) {
    this.target = target;
    this.current = current;
    this.begin = begin;
    this.end = end;
  }

  /** Null if the server is another one; also if it is not as it was when this was written. */
  public static @Nullable ServerNaming of(ServletContext context) {
    String server = context.getClass().getName();
    try {
      if (server.startsWith("io.undertow.") && isModule(NamingOfServer.class.getClassLoader())) {
        return ofWildFly(NamingOfServer.class.getClassLoader());
      }
      if (server.startsWith("com.ibm.ws")) {
        return ofLiberty(context);
      }
      if (String.valueOf(context.getServerInfo()).matches(".*(Payara|GlassFish).*")) {
        Log.info(NOT_CARRIED);
      }
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      Log.warn(NOT_CARRIED + " (" + e + ")");
    }
    return null;
  }

  private static boolean isModule(@Nullable ClassLoader loader) {
    return loader != null && loader.getClass().getName().startsWith("org.jboss.modules.");
  }

  private static ServerNaming ofWildFly(ClassLoader webapp) throws ReflectiveOperationException {
    Class<?> modules =
        Class.forName("org.jboss.modules.Module", true, webapp.getClass().getClassLoader());
    Object boot = modules.getMethod("getBootModuleLoader").invoke(null);
    Object module =
        Class.forName("org.jboss.modules.ModuleLoader", true, modules.getClassLoader())
            .getMethod("loadModule", String.class)
            .invoke(boot, "org.jboss.as.naming");
    ClassLoader naming = (ClassLoader) modules.getMethod("getClassLoader").invoke(module);
    Class<?> type =
        Class.forName("org.jboss.as.naming.context.NamespaceContextSelector", true, naming);
    return new NamingOfServer(
        null,
        type.getMethod("getCurrentSelector"),
        type.getMethod("pushCurrentSelector", type),
        type.getMethod("popCurrentSelector"));
  }

  private static ServerNaming ofLiberty(Object webapp) throws ReflectiveOperationException {
    Class<?> type =
        besideSuperclass(webapp, "com.ibm.ws.threadContext.ComponentMetaDataAccessorImpl");
    Class<?> data = type.getMethod("getComponentMetaData").getReturnType();
    return new NamingOfServer(
        type.getMethod("getComponentMetaDataAccessor").invoke(null),
        type.getMethod("getComponentMetaData"),
        type.getMethod("beginContext", data),
        type.getMethod("endContext"));
  }

  /** Each bundle sees what it imports; that of one of the webapp's superclasses imports this. */
  private static Class<?> besideSuperclass(Object webapp, String name)
      throws ClassNotFoundException {
    for (Class<?> at = webapp.getClass(); at != Object.class; at = at.getSuperclass()) {
      try {
        return Class.forName(name, true, at.getClassLoader());
      } catch (ClassNotFoundException e) {
        // Perhaps further up.
      }
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  public @Nullable Object current() {
    return call(current);
  }

  @Override
  public void begin(Object names) {
    call(begin, names);
  }

  @Override
  public void end() {
    call(end);
  }

  private @Nullable Object call(Method method, Object... arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("the server's " + method.getName() + " failed", e);
    }
  }
}
