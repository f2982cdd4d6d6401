package dev.offstage.agent;

import dev.offstage.agent.weave.Supertypes;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * What is above the classes of each loader, for as long as the loader lives: the same few types are
 * above most classes. Holds names alone. Thread-safe.
 */
final class KnownSupertypes {
  private final Map<ClassLoader, Supertypes> byLoader = new WeakHashMap<ClassLoader, Supertypes>();

  synchronized Supertypes seenBy(ClassLoader loader) {
    Supertypes supertypes = byLoader.get(loader);
    if (supertypes == null) {
      supertypes = new Supertypes();
      byLoader.put(loader, supertypes);
    }
    return supertypes;
  }
}
