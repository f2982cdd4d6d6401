package dev.offstage.testing;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.spi.InitialContextFactory;

/** The JNDI of an application server, as far as looking up needs it. */
public final class Jndi implements InitialContextFactory {
  public static final Map<String, Object> NAMES = new ConcurrentHashMap<>();

  public static void install() {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Jndi.class.getName());
  }

  public static void uninstall() {
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    NAMES.clear();
  }

  private static Object list(String folder) {
    Iterator<String> names =
        NAMES.keySet().stream()
            .filter(name -> name.startsWith(folder))
            .map(name -> name.substring(folder.length()))
            .iterator();
    return Proxy.newProxyInstance(
        Jndi.class.getClassLoader(),
        new Class<?>[] {NamingEnumeration.class},
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "hasMore":
              return names.hasNext();
            case "next":
              return new NameClassPair(names.next(), "any");
            default:
              return null;
          }
        });
  }

  @Override
  public Context getInitialContext(Hashtable<?, ?> environment) {
    return (Context)
        Proxy.newProxyInstance(
            Jndi.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("list")) {
                return list(arguments[0] + "/");
              }
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
