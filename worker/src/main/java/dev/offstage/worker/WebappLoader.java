package dev.offstage.worker;

import java.net.URL;
import java.net.URLClassLoader;

/** Loads the webapp's classes. What a server would have added is missing, and it says so. */
final class WebappLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  WebappLoader(URL[] urls, ClassLoader parent) {
    super(urls, parent);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try {
      return super.findClass(name);
    } catch (ClassNotFoundException e) {
      if (name.startsWith("javax.servlet.") || name.startsWith("jakarta.servlet.")) {
        throw new ClassNotFoundException(
            name
                + ": a worker has no servlet API; if the task needs it, add the server's jar with"
                + " --lib",
            e);
      }
      throw e;
    }
  }
}
