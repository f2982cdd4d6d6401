package dev.offstage.agent;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.HashMap;
import java.util.Map;

/**
 * Loads as a webapp's loader does: its own copies of the library and the app before its parent's.
 */
final class ChildFirstLoader extends ClassLoader {
  private final int majorVersion;
  private final Map<String, byte[]> replaced = new HashMap<>();

  ChildFirstLoader() {
    this(0);
  }

  /**
   * @param majorVersion of the fixtures' class files; 0: as they were compiled
   */
  ChildFirstLoader(int majorVersion) {
    super(ChildFirstLoader.class.getClassLoader());
    this.majorVersion = majorVersion;
  }

  /** Has another class file in the place of the library's. */
  ChildFirstLoader with(String name, byte[] classFile) {
    replaced.put(name, classFile);
    return this;
  }

  @Override
  public URL getResource(String path) {
    byte[] classFile = replaced.get(path.replace('/', '.').replace(".class", ""));
    return classFile == null ? super.getResource(path) : inMemory(path, classFile);
  }

  static URL inMemory(String path, byte[] content) {
    URLStreamHandler handler =
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
              @Override
              public void connect() {}

              @Override
              public InputStream getInputStream() {
                return new ByteArrayInputStream(content);
              }
            };
          }
        };
    try {
      return new URL("memory", "", -1, path, handler);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path, e);
    }
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
    if (majorVersion != 0 && name.startsWith("dev.offstage.agent.app.")) {
      classFile = ClassFiles.withMajorVersion(classFile, majorVersion);
    }
    return defineClass(name, classFile, 0, classFile.length);
  }
}
