package dev.offstage;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;

/** The JNDI of an application server, as far as looking up needs it. */
public final class Jndi implements InitialContextFactory {
  static final Map<String, Object> NAMES = new ConcurrentHashMap<>();

  static void install() {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Jndi.class.getName());
  }

  static void uninstall() {
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    NAMES.clear();
  }

  @Override
  public Context getInitialContext(Hashtable<?, ?> environment) {
    return (Context)
        Proxy.newProxyInstance(
            Jndi.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("lookup")) {
                throw new UnsupportedOperationException(method.getName());
              }
              Object found = NAMES.get(String.valueOf(arguments[0]));
              if (found == null) {
                throw new NameNotFoundException(arguments[0] + " is not bound");
              }
              return found;
            });
  }
}
