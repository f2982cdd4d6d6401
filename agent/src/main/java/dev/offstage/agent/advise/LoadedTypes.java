package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The loaded classes that are not those of the server or the JDK. */
final class LoadedTypes {
  private static final List<String> SERVLET_API =
      Arrays.asList("javax.servlet.http.HttpServlet", "jakarta.servlet.http.HttpServlet");

  private final Map<String, List<Class<?>>> types = new HashMap<>();
  private final Set<ClassLoader> ofServer = new HashSet<>();
  private final Set<ClassLoader> webapps = new HashSet<>();
  private boolean inServer;

  /**
   * @param loaded all classes of the JVM
   */
  LoadedTypes(Class<?>[] loaded) {
    Set<ClassLoader> all = new HashSet<>();
    Set<ClassLoader> ofServletApi = new HashSet<>();
    for (Class<?> type : loaded) {
      ClassLoader loader = type.getClassLoader();
      if (loader != null && !type.isArray()) {
        all.add(loader);
        if (SERVLET_API.contains(type.getName())) {
          ofServletApi.add(loader);
        }
      }
    }
    for (ClassLoader loader : ofServletApi) {
      // The servlet API of a server has webapps below; an embedded one is beside the application.
      if (loader != ClassLoader.getSystemClassLoader() && hasAnyBelow(loader, all)) {
        inServer = true;
        addWithParents(loader);
      }
    }
    ClassLoader jdk = ClassLoader.getSystemClassLoader().getParent();
    if (jdk != null) {
      ofServer.add(jdk);
    }
    for (Class<?> type : loaded) {
      ClassLoader loader = type.getClassLoader();
      if (loader != null && !type.isArray() && !ofServer.contains(loader)) {
        types.computeIfAbsent(type.getName(), name -> new ArrayList<>(1)).add(type);
        if (Locations.isInWebapp(Locations.of(type))) {
          webapps.add(loader);
        }
      }
    }
  }

  private static boolean hasAnyBelow(ClassLoader above, Set<ClassLoader> all) {
    for (ClassLoader loader : all) {
      for (ClassLoader at = loader.getParent(); at != null; at = at.getParent()) {
        if (at == above) {
          return true;
        }
      }
    }
    return false;
  }

  private void addWithParents(ClassLoader loader) {
    for (ClassLoader at = loader; at != null; at = at.getParent()) {
      ofServer.add(at);
    }
  }

  /** The classes of this name; more than one for several webapps. */
  List<Class<?>> of(String name) {
    return types.getOrDefault(name, Collections.<Class<?>>emptyList());
  }

  Set<String> names() {
    return types.keySet();
  }

  /** The loaders that have a WEB-INF or the like. */
  Set<ClassLoader> webapps() {
    return webapps;
  }

  /** Whether there is a server with webapps in it, and not an application with a server in it. */
  boolean inServer() {
    return inServer || !webapps.isEmpty();
  }
}
