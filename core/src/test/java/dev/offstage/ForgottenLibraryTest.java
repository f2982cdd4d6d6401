package dev.offstage;

import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
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
    WeakReference<ClassLoader> library = useAndStop();

    await()
        .until(
            () -> {
              System.gc();
              return library.get() == null;
            });
  }

  private static WeakReference<ClassLoader> useAndStop() throws Exception {
    URL classes = Offstage.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader parent = new URLClassLoader(new URL[0], null);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, parent)) {
      Class<?> library = loader.loadClass(Offstage.class.getName());
      Object task = library.getMethod("call", Callable.class).invoke(null, OF_THE_JDK);
      task.getClass().getMethod("get").invoke(task);
      Class<?> runtimes = loader.loadClass("dev.offstage.internal.runtime.Runtimes");
      Object runtime = runtimes.getMethod("current").invoke(null);
      runtime.getClass().getMethod("drain").invoke(runtime);
      return new WeakReference<>(loader);
    }
  }
}
