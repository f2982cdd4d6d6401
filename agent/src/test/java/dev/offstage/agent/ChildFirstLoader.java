package dev.offstage.agent;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.Map;

/**
 * Loads as a webapp's loader does: its own copies of the library and the app before its parent's.
 */
final class ChildFirstLoader extends URLClassLoader {
  private final int majorVersion;
  private final Map<String, byte[]> replaced = new HashMap<>();

  ChildFirstLoader() {
    this(0);
  }

  /**
   * @param majorVersion of the fixtures' class files; 0: as they were compiled
   */
  ChildFirstLoader(int majorVersion) {
    super(new URL[0], ChildFirstLoader.class.getClassLoader());
    this.majorVersion = majorVersion;
  }

  /** Has another class file in the place of the library's. */
  ChildFirstLoader with(String name, byte[] classFile) {
    replaced.put(name, classFile);
    return this;
  }

  @Override
  public InputStream getResourceAsStream(String path) {
    byte[] classFile = replaced.get(path.replace('/', '.').replace(".class", ""));
    return classFile == null
        ? super.getResourceAsStream(path)
        : new ByteArrayInputStream(classFile);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      boolean own = name.startsWith("dev.offstage.") && !isAgent(name);
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      return own ? define(name) : super.loadClass(name, resolve);
    }
  }

  private static boolean isAgent(String name) {
    return name.startsWith("dev.offstage.agent.") && !name.startsWith("dev.offstage.agent.app.");
  }

  private Class<?> define(String name) {
    byte[] classFile =
        replaced.containsKey(name) ? replaced.get(name) : ClassFiles.of(getParent(), name);
    if (majorVersion != 0 && name.startsWith("dev.offstage.agent.app.Plain")) {
      classFile = ClassFiles.withMajorVersion(classFile, majorVersion);
    }
    return defineClass(name, classFile, 0, classFile.length);
  }
}
