package dev.offstage.internal.runtime;

import dev.offstage.internal.text.Names;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NameClassPair;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** Says under which JNDI name this server has an executor, after another one was wrong. */
final class ExecutorAdvice {
  private static final String DEFAULT = "java:comp/DefaultManagedExecutorService";
  private static final String TYPE = "enterprise.concurrent.ManagedExecutorService";

  private static final int MOST_NAMES = 20;

  private ExecutorAdvice() {}

  /** Continues "nothing has this name; ". */
  static String insteadOf(String wrong) {
    return standard() + beside(wrong);
  }

  /** The same without what is near the wrong name. */
  static String standard() {
    if (ApplicationServer.lookup(DEFAULT) instanceof Executor) {
      return "this server's default is " + DEFAULT;
    }
    String type = type();
    if (type == null) {
      return "this server has no ManagedExecutorService: set platform or virtual";
    }
    // TomEE makes one for whoever declares it, and has none under the standard's name.
    return "this server has none under "
        + DEFAULT
        + " either. Declare one in web.xml: <resource-env-ref>"
        + "<resource-env-ref-name>concurrent/pool</resource-env-ref-name><resource-env-ref-type>"
        + type
        + "</resource-env-ref-type></resource-env-ref>, and set java:comp/env/concurrent/pool";
  }

  /** What else is in that folder of names: perhaps it was one of these. */
  @SuppressWarnings("BanJNDI") // a name from the settings that begins with java:, never a URL
  private static String beside(String wrong) {
    int end = wrong.lastIndexOf('/');
    if (end < 0) {
      return "";
    }
    String folder = wrong.substring(0, end);
    Set<String> names = new TreeSet<>();
    try {
      NamingEnumeration<NameClassPair> all = new InitialContext().list(folder);
      while (all.hasMore() && names.size() < MOST_NAMES) {
        names.add(all.next().getName());
      }
      all.close();
    } catch (NamingException | RuntimeException e) {
      // There is no such folder, or the server does not list it.
    }
    return names.isEmpty()
        ? ""
        : ". In "
            + folder
            + " there is "
            + String.join(", ", names)
            + Names.didYouMean(wrong.substring(end + 1), names);
  }

  /** Of the name space that this server has; null if it has neither. */
  private static @Nullable String type() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (String space : new String[] {"jakarta.", "javax."}) {
      try {
        return Class.forName(space + TYPE, false, loader).getName();
      } catch (ClassNotFoundException | LinkageError e) {
        // Perhaps the other one.
      }
    }
    return null;
  }
}
