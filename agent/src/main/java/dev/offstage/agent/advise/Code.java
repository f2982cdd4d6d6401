package dev.offstage.agent.advise;

import dev.offstage.agent.weave.ClassFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads class files, each only once, and a bounded number of them. */
final class Code {
  private static final int MOST_TYPES = 3000;

  private final IdentityHashMap<ClassLoader, Map<String, @Nullable TypeCode>> types =
      new IdentityHashMap<ClassLoader, Map<String, @Nullable TypeCode>>();
  private final ClassFiles files;
  private int read;

  Code(ClassFiles files) {
    this.files = files;
  }

  /** Where it reads. */
  ClassFiles files() {
    return files;
  }

  /** The class as the loader sees it; null if it has no class file, or too many were read. */
  @Nullable TypeCode of(ClassLoader loader, String name) {
    Map<String, @Nullable TypeCode> ofLoader = types.get(loader);
    if (ofLoader == null) {
      ofLoader = new HashMap<String, @Nullable TypeCode>();
      types.put(loader, ofLoader);
    }
    if (!ofLoader.containsKey(name)) {
      if (read >= MOST_TYPES) {
        return null;
      }
      read++;
      ofLoader.put(name, read(loader, name));
    }
    return ofLoader.get(name);
  }

  private @Nullable TypeCode read(ClassLoader loader, String name) {
    try {
      byte[] classFile = files.read(loader, name);
      return classFile == null ? null : CodeReader.read(name, loader, classFile);
    } catch (IOException | RuntimeException e) {
      // Made at run time, or its jar is gone or broken: there is no advice on this class.
      return null;
    }
  }
}
