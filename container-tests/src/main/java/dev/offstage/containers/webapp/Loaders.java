package dev.offstage.containers.webapp;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers the class loaders of all webapps that have ever started in this JVM, weakly. */
public final class Loaders implements ServletContextListener {
  private static final String KEY = "webapp-under-test.loaders.";

  @Override
  public void contextInitialized(ServletContextEvent event) {
    String app = event.getServletContext().getContextPath().substring(1);
    of(app).add(new WeakReference<>(event.getServletContext().getClassLoader()));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {}

  /** Those of one webapp, which belong to the JVM and not to it. */
  @SuppressWarnings("unchecked") // only this class puts it there
  static List<WeakReference<ClassLoader>> of(String app) {
    return (List<WeakReference<ClassLoader>>)
        System.getProperties()
            .computeIfAbsent(
                KEY + app, key -> new CopyOnWriteArrayList<WeakReference<ClassLoader>>());
  }

  /** How many are still there. */
  static long alive(String app) {
    return of(app).stream().filter(loader -> loader.get() != null).count();
  }
}
