package dev.offstage.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Shapes hold classes of an application: nothing but the application may hold them. */
class ForgottenShapesTest {
  @Test
  void shapes_keep_no_application_alive_that_is_gone() throws Exception {
    WeakReference<ClassLoader> application = use();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(application.get()).isNull();
            });
  }

  private static WeakReference<ClassLoader> use() throws Exception {
    URL classes = Mail.class.getProtectionDomain().getCodeSource().getLocation();
    URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, Shapes.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.startsWith(Mail.class.getName())
                    || name.startsWith(Numbered.class.getName())
                ? found(name)
                : super.loadClass(name, resolve);
          }

          private Class<?> found(String name) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
          }
        };
    Class<?> mail = Class.forName(Mail.class.getName(), true, loader);
    assertThat(mail).isNotSameAs(Mail.class);
    Shape shape = new Shapes().of(mail);
    Object made = shape.fromData(Collections.emptyMap());
    assertThat(made.getClass()).isSameAs(mail);
    assertThat(shape.toData(made)).isNotNull();
    return new WeakReference<>(loader);
  }
}
