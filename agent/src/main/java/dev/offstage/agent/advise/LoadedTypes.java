package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The loaders of the classes that were seen in requests. */
final class LoadedTypes {
  private static final List<String> SERVLET_API =
      Arrays.asList("javax.servlet.http.HttpServlet", "jakarta.servlet.http.HttpServlet");

  private final Map<String, List<ClassLoader>> loaders = new HashMap<String, List<ClassLoader>>();
  private final Set<ClassLoader> ofServer = new HashSet<ClassLoader>();

  /**
   * @param loaded all classes of the JVM
   * @param seen the names of those that were seen
   */
  LoadedTypes(Class<?>[] loaded, Set<String> seen) {
    Set<ClassLoader> ofServletApi = new HashSet<ClassLoader>();
    for (Class<?> type : loaded) {
      ClassLoader loader = type.getClassLoader();
      if (loader != null && SERVLET_API.contains(type.getName())) {
        ofServletApi.add(loader);
      }
      if (loader != null && seen.contains(type.getName())) {
        add(type.getName(), loader);
      }
    }
    for (ClassLoader loader : ofServletApi) {
      if (hasWebapps(loader)) {
        addWithParents(loader);
      }
    }
    ClassLoader jdk = ClassLoader.getSystemClassLoader().getParent();
    if (jdk != null) {
      ofServer.add(jdk);
    }
  }

  private void add(String name, ClassLoader loader) {
    List<ClassLoader> known = loaders.get(name);
    if (known == null) {
      known = new ArrayList<ClassLoader>();
      loaders.put(name, known);
    }
    known.add(loader);
  }

  /** Whether the servlet API is a server's: an embedded one is beside the application. */
  private boolean hasWebapps(ClassLoader ofServletApi) {
    if (ofServletApi == ClassLoader.getSystemClassLoader()) {
      return false;
    }
    for (List<ClassLoader> ofType : loaders.values()) {
      for (ClassLoader loader : ofType) {
        if (isBelow(loader, ofServletApi)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isBelow(ClassLoader loader, ClassLoader above) {
    for (ClassLoader at = loader.getParent(); at != null; at = at.getParent()) {
      if (at == above) {
        return true;
      }
    }
    return false;
  }

  private void addWithParents(ClassLoader loader) {
    for (ClassLoader at = loader; at != null; at = at.getParent()) {
      ofServer.add(at);
    }
  }

  /**
   * The loaders that have an application's class of this name; more than one for several webapps.
   */
  List<ClassLoader> loadersOf(String name) {
    List<ClassLoader> found = new ArrayList<ClassLoader>();
    List<ClassLoader> known = loaders.get(name);
    if (known != null) {
      found.addAll(known);
      found.removeAll(ofServer);
    }
    return found;
  }
}
