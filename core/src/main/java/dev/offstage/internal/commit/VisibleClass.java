package dev.offstage.internal.commit;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The class that each class loader sees under the first of some names. Remembers it, since a search
 * that finds nothing opens every jar of a webapp; keeps neither the loader nor the class.
 * Thread-safe.
 */
public final class VisibleClass {
  private static final Class<?> NONE = void.class;

  private final String[] names;
  private final Map<ClassLoader, Reference<Class<?>>> known =
      Collections.synchronizedMap(new WeakHashMap<>());

  public VisibleClass(String... names) {
    this.names = names;
  }

  /** Null if the loader sees none. */
  public @Nullable Class<?> from(ClassLoader loader) {
    Reference<Class<?>> remembered = known.get(loader);
    Class<?> type = remembered == null ? null : remembered.get();
    if (type == null) {
      type = find(loader);
      known.put(loader, new WeakReference<>(type));
    }
    return type == NONE ? null : type;
  }

  private Class<?> find(ClassLoader loader) {
    for (String name : names) {
      try {
        return Class.forName(name, false, loader);
      } catch (ClassNotFoundException | LinkageError e) {
        // The next one.
      }
    }
    return NONE;
  }
}
