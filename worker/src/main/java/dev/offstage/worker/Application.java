package dev.offstage.worker;

import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The webapp's tasks, run by the webapp's own Offstage: this jar may be of another release, so it
 * calls by name. Closing it drains.
 */
final class Application implements AutoCloseable {
  private static final String API = "dev.offstage.Offstage";
  private static final String START = "dev.offstage.internal.runtime.WorkerV1";
  private static final String STORE =
      "META-INF/services/dev.offstage.internal.store.TaskStoreProvider";

  private final Object runtime;
  private @Nullable AutoCloseable toClose;

  private Application(Object runtime) {
    this.runtime = runtime;
  }

  /**
   * Starts it, and sets up what the tasks need.
   *
   * @throws WorkerException if a part is missing, or does not start
   */
  static Application start(Webapp webapp, Options options) throws WorkerException {
    Thread.currentThread().setContextClassLoader(webapp.loader);
    checkJars(webapp);
    Object runtime = newRuntime(webapp, options.settings(), options.pools());
    Application application = new Application(runtime);
    boolean isSetUp = false;
    try {
      application.setUp(webapp.loader, options.start());
      isSetUp = true;
      return application;
    } finally {
      if (!isSetUp) {
        application.close();
      }
    }
  }

  /** Begins to take tasks. */
  void takeTasks() {
    ((Runnable) runtime).run();
  }

  private static void checkJars(Webapp webapp) throws WorkerException {
    try {
      Class.forName(API, false, webapp.loader);
    } catch (ClassNotFoundException e) {
      throw new WorkerException("there is no offstage.jar in WEB-INF/lib of the webapp", e);
    }
    if (webapp.loader.getResource(STORE) == null) {
      throw new WorkerException(
          "there is no offstage-durable.jar in WEB-INF/lib of the webapp: so it has no durable"
              + " tasks");
    }
  }

  private static Object newRuntime(
      Webapp webapp, Map<String, String> settings, Collection<String> pools)
      throws WorkerException {
    try {
      return Class.forName(START, true, webapp.loader)
          .getMethod(
              "start", String.class, ClassLoader.class, Map.class, Map.class, Collection.class)
          .invoke(null, webapp.name, webapp.loader, settings, webapp.settings, pools);
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      throw new WorkerException(
          "the webapp's offstage.jar knows nothing of workers: update it to the release of this"
              + " worker",
          e);
    } catch (IllegalAccessException e) {
      throw new WorkerException("the webapp's offstage.jar does not let the worker in: " + e, e);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IllegalArgumentException || cause instanceof IllegalStateException) {
        throw new WorkerException(String.valueOf(cause.getMessage()), cause);
      }
      throw new WorkerException("Offstage cannot start: " + cause, cause);
    }
  }

  private void setUp(ClassLoader loader, @Nullable String name) throws WorkerException {
    if (name == null) {
      return;
    }
    try {
      Object made = Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
      if (made instanceof AutoCloseable) {
        toClose = (AutoCloseable) made;
      }
      if (made instanceof Runnable) {
        ((Runnable) made).run();
      } else if (toClose == null) {
        throw new WorkerException(
            "--start " + name + " is neither a Runnable nor an AutoCloseable");
      }
    } catch (ClassNotFoundException e) {
      throw new WorkerException("--start " + name + ": the webapp has no such class", e);
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw new WorkerException(
          "--start " + name + ": it must be public, with a public constructor without arguments",
          e);
    } catch (InvocationTargetException e) {
      throw hasFailed(name, e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException | LinkageError e) {
      throw hasFailed(name, e);
    }
  }

  private static WorkerException hasFailed(String name, Throwable cause) {
    return WorkerException.ofWebapp("--start " + name + " has failed: " + cause, cause);
  }

  /** First the tasks, then what they need. */
  @Override
  public void close() {
    try {
      try {
        ((AutoCloseable) runtime).close();
      } finally {
        if (toClose != null) {
          toClose.close();
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException("The end has failed", e);
    }
  }
}
