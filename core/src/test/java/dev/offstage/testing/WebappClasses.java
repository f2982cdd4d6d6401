package dev.offstage.testing;

import dev.offstage.Work;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** The class loader of a webapp: it has some libraries of its own, and shares everything else. */
public class WebappClasses extends URLClassLoader {
  private final Predicate<String> own;

  /**
   * @param tests whose class loader is the server's, and whose classes may be the webapp's as well
   * @param libraries a folder with jars
   * @param own the names of the webapp's own classes
   */
  public WebappClasses(Class<?> tests, File libraries, Predicate<String> own)
      throws MalformedURLException {
    super(urls(tests, libraries), tests.getClassLoader());
    this.own = own;
  }

  private static URL[] urls(Class<?> tests, File libraries) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    urls.add(tests.getProtectionDomain().getCodeSource().getLocation());
    for (File jar : Objects.requireNonNull(libraries.listFiles(), libraries::getPath)) {
      urls.add(jar.toURI().toURL());
    }
    return urls.toArray(new URL[0]);
  }

  /** Does something as one of its requests would. */
  public final void inWebapp(Work work) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(this);
    try {
      work.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!own.test(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : findClass(name);
    }
  }
}
