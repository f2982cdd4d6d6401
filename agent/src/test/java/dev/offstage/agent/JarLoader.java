package dev.offstage.agent;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/** Loads from jars, before its parent as servers do for webapps, or after it. */
final class JarLoader extends URLClassLoader {
  private final boolean childFirst;

  private JarLoader(ClassLoader parent, boolean childFirst, File... jars)
      throws MalformedURLException {
    super(new URL[0], parent);
    this.childFirst = childFirst;
    for (File jar : jars) {
      addURL(jar.toURI().toURL());
    }
  }

  static JarLoader childFirst(ClassLoader parent, File... jars) throws MalformedURLException {
    return new JarLoader(parent, true, jars);
  }

  static JarLoader parentFirst(ClassLoader parent, File... jars) throws MalformedURLException {
    return new JarLoader(parent, false, jars);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      if (childFirst && findResource(name.replace('.', '/') + ".class") != null) {
        return findClass(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  @Override
  public URL getResource(String path) {
    URL own = childFirst ? findResource(path) : null;
    return own == null ? super.getResource(path) : own;
  }
}
