package dev.offstage.agent;

import java.net.URL;
import java.util.Map;

/** Has some classes itself, before its parent's. */
class MemoryLoader extends ClassLoader {
  private final Map<String, byte[]> own;

  MemoryLoader(ClassLoader parent, Map<String, byte[]> own) {
    super(parent);
    this.own = own;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] classFile = own.get(name);
      return classFile == null
          ? super.loadClass(name, resolve)
          : defineClass(name, classFile, 0, classFile.length);
    }
  }

  @Override
  public URL getResource(String path) {
    byte[] classFile = own.get(path.replace('/', '.').replace(".class", ""));
    return classFile == null ? super.getResource(path) : ChildFirstLoader.inMemory(path, classFile);
  }
}
