package dev.offstage.durable.run;

/**
 * Threads of a store's own. They keep no JVM alive, and nobody's context but the application's
 * class loader, which the tasks have that they hand over.
 */
public final class BackgroundThreads {
  private final String app;
  private final ClassLoader loader;

  /**
   * Those of one application.
   *
   * @param app its name, which is in that of the threads
   * @param loader has its classes
   */
  public BackgroundThreads(String app, ClassLoader loader) {
    this.app = app;
    this.loader = loader;
  }

  Thread start(String what, Runnable work) {
    Thread thread = make(what, work);
    thread.start();
    return thread;
  }

  /** One that has not started. */
  public Thread make(String what, Runnable work) {
    Thread thread = new Thread(null, work, "offstage-" + app + "-store-" + what, 0);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    return thread;
  }
}
