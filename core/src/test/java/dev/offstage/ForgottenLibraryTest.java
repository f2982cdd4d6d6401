package dev.offstage;

import static org.awaitility.Awaitility.await;

import dev.offstage.internal.request.RequestGuard;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What the JVM keeps for a class of its own would keep a webapp that is gone: JDK-8136353. */
class ForgottenLibraryTest {
  private static final Callable<Object> OF_THE_JDK = Executors.callable(() -> {});

  @Test
  void work_of_a_class_of_the_jdk_keeps_no_library_after_its_webapp() throws Exception {
    assertForgotten(useAndStop(false));
  }

  @Test
  void nor_does_work_that_was_searched_for_a_request() throws Exception {
    assertForgotten(useAndStop(true));
  }

  @Test
  void nor_does_what_was_to_come_later_or_again() throws Exception {
    assertForgotten(useLaterAndStop());
  }

  private static void assertForgotten(WeakReference<ClassLoader> library) {
    await()
        .until(
            () -> {
              System.gc();
              return library.get() == null;
            });
  }

  private static URL urlOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /**
   * @param guarded whether the servlet layer is there, for which work is searched
   */
  private static WeakReference<ClassLoader> useAndStop(boolean guarded) throws Exception {
    URL[] classes = {urlOf(Offstage.class), urlOf(Lent.class)};
    ClassLoader parent = new URLClassLoader(new URL[0], null);
    try (URLClassLoader loader = new URLClassLoader(classes, parent)) {
      Class<?> library = loader.loadClass(Offstage.class.getName());
      if (guarded) {
        Class<?> guard = loader.loadClass(RequestGuard.class.getName());
        Constructor<?> made = loader.loadClass(Lent.Guard.class.getName()).getDeclaredConstructor();
        made.setAccessible(true);
        guard.getMethod("use", guard).invoke(null, made.newInstance());
      }
      Object task = library.getMethod("call", Callable.class).invoke(null, OF_THE_JDK);
      task.getClass().getMethod("get").invoke(task);
      stop(loader);
      return new WeakReference<>(loader);
    }
  }

  private static WeakReference<ClassLoader> useLaterAndStop() throws Exception {
    URL[] classes = {urlOf(Offstage.class), urlOf(LaterWork.class)};
    ClassLoader parent = new URLClassLoader(new URL[0], null);
    try (URLClassLoader loader = new URLClassLoader(classes, parent)) {
      loader.loadClass(LaterWork.class.getName()).getMethod("start").invoke(null);
      stop(loader);
      return new WeakReference<>(loader);
    }
  }

  private static void stop(ClassLoader loader) throws Exception {
    Class<?> runtimes = loader.loadClass("dev.offstage.internal.runtime.Runtimes");
    Object runtime = runtimes.getMethod("current").invoke(null);
    runtime.getClass().getMethod("drain").invoke(runtime);
  }
}
