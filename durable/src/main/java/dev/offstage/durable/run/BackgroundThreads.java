package dev.offstage.durable.run;

/** Threads of a store's own. They keep nobody's context, and no JVM alive. */
public final class BackgroundThreads {
  private final String app;

  /**
   * @param app the application's name, which is in that of the threads
   */
  public BackgroundThreads(String app) {
    this.app = app;
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
    // As the classes of this library, whatever the thread is that needs it first.
    thread.setContextClassLoader(BackgroundThreads.class.getClassLoader());
    return thread;
  }
}
