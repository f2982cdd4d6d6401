package dev.offstage.benchmarks.durable;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;

/** The JNDI of an application server, as far as looking up a DataSource needs it. */
public final class Names implements InitialContextFactory {
  private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

  static void bind(String name, Object what) {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Names.class.getName());
    BOUND.put(name, what);
  }

  @Override
  public Context getInitialContext(Hashtable<?, ?> environment) {
    return (Context)
        Proxy.newProxyInstance(
            Names.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              Object found = BOUND.get(String.valueOf(arguments[0]));
              if (found == null) {
                throw new NameNotFoundException(arguments[0] + " is not bound");
              }
              return found;
            });
  }
}
