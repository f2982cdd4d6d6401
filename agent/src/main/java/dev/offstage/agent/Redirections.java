package dev.offstage.agent;

import dev.offstage.agent.weave.HandedOver;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which methods are redirected at present, by the loader and the name of their class: what
 * surrounds them has to know. Remembers loaders weakly. Thread-safe.
 */
final class Redirections {
  private final Map<ClassLoader, Map<String, Map<String, HandedOver>>> byLoader =
      new WeakHashMap<ClassLoader, Map<String, Map<String, HandedOver>>>();

  private volatile long generation = System.nanoTime();

  /** Takes the place of what was known of the class. */
  synchronized void set(ClassLoader loader, String type, Map<String, HandedOver> methods) {
    Map<String, Map<String, HandedOver>> types = byLoader.get(loader);
    if (types == null) {
      if (methods.isEmpty()) {
        return;
      }
      types = new HashMap<String, Map<String, HandedOver>>();
      byLoader.put(loader, types);
    }
    if (methods.isEmpty()) {
      types.remove(type);
    } else {
      types.put(type, methods);
    }
  }

  /** Those that a class of this loader declares, by name and descriptor. */
  synchronized Map<String, HandedOver> of(@Nullable ClassLoader loader, String type) {
    Map<String, Map<String, HandedOver>> types = byLoader.get(loader);
    Map<String, HandedOver> methods = types == null ? null : types.get(type);
    return methods == null ? Collections.<String, HandedOver>emptyMap() : methods;
  }

  /**
   * The same for a class that this loader sees, and has loaded: it may come from a loader above, if
   * that one has the same file.
   */
  Map<String, HandedOver> seenBy(ClassLoader loader, String type) {
    Map<String, HandedOver> methods = of(loader, type);
    String path = type.replace('.', '/') + ".class";
    URL file = loader.getResource(path);
    for (ClassLoader above = loader.getParent();
        above != null && methods.isEmpty();
        above = above.getParent()) {
      URL same = above.getResource(path);
      if (file == null || same == null || !same.toString().equals(file.toString())) {
        break;
      }
      methods = of(above, type);
    }
    return methods;
  }

  /** Another number whenever what is redirected may have changed in classes that are loaded. */
  long generation() {
    return generation;
  }

  void nextGeneration() {
    generation = Math.max(generation + 1, System.nanoTime());
  }
}
