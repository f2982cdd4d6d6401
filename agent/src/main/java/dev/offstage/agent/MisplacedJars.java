package dev.offstage.agent;

import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds jars of Offstage in webapps that belong elsewhere, or once too often. Speaks of each loader
 * once, and remembers loaders weakly. Thread-safe.
 */
final class MisplacedJars {
  private static final String AGENT = "dev/offstage/agent/OffstageAgent.class";
  private static final String[] SERVLET_LAYERS = {
    "dev/offstage/servlet/OffstageFilter.class", "dev/offstage/javaee/OffstageFilter.class"
  };

  private final Set<ClassLoader> registered =
      Collections.newSetFromMap(new WeakHashMap<ClassLoader, Boolean>());
  private final Set<ClassLoader> redirected =
      Collections.newSetFromMap(new WeakHashMap<ClassLoader, Boolean>());

  /** What is wrong around a library that has started in a webapp. */
  synchronized List<String> ofLibrary(ClassLoader webapp, String app) {
    List<String> lines = new ArrayList<String>();
    if (webapp == ClassLoader.getSystemClassLoader() || !registered.add(webapp)) {
      return lines;
    }
    Set<String> copies = urls(webapp, LoaderGate.BRIDGE);
    if (copies.size() > 1) {
      lines.add(
          "in '"
              + app
              + "' there are "
              + copies.size()
              + " copies of Offstage, and its class loader chooses one: leave one of "
              + copies);
    }
    Set<String> agents = urls(webapp, AGENT);
    agents.removeAll(urls(ClassLoader.getSystemClassLoader(), AGENT));
    if (!agents.isEmpty()) {
      lines.add(
          "in '"
              + app
              + "' there is an agent, which does nothing inside of a webapp: take "
              + agents
              + " out");
    }
    return lines;
  }

  /**
   * What is wrong with the library that a redirected class of this loader uses; null if nothing is.
   */
  synchronized @Nullable String ofClass(ClassLoader loader, @Nullable ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null || !location.toString().contains("/WEB-INF/") || !redirected.add(loader)) {
      return null;
    }
    for (String layer : SERVLET_LAYERS) {
      if (loader.getResource(layer) != null) {
        return null;
      }
    }
    return "the webapp of "
        + location
        + " has the core of Offstage alone, which nothing starts and stops with it: put offstage.jar"
        + " in the place of "
        + urls(loader, LoaderGate.BRIDGE);
  }

  /** Where there is a file of that path. */
  private static Set<String> urls(ClassLoader loader, String path) {
    Set<String> urls = new TreeSet<String>();
    try {
      for (URL url : Collections.list(loader.getResources(path))) {
        urls.add(url.toString().replaceAll("^jar:|!?/" + path + "$", ""));
      }
    } catch (IOException e) {
      // A closed loader: what is in it does not matter any more.
    }
    return urls;
  }
}
