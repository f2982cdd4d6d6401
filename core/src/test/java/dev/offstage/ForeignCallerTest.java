package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Webapps that share a pool: its threads outlive the one whose task was their first. */
class ForeignCallerTest {
  private static final Work NOTHING = () -> {};

  private final App app = App.with("offstage.pool.size", "1");

  @AfterEach
  void stop() {
    app.close();
  }

  /** A class of a webapp. */
  public static final class Foreign implements BiConsumer<Pool, Work> {
    @Override
    public void accept(Pool pool, Work work) {
      pool.run(work);
    }
  }

  private static final class Webapp extends ClassLoader {
    Webapp() {
      super(ForeignCallerTest.class.getClassLoader());
    }

    Class<?> define(Class<?> type) throws IOException {
      byte[] bytes = bytes(type);
      return defineClass(type.getName(), bytes, 0, bytes.length);
    }

    private static byte[] bytes(Class<?> type) throws IOException {
      try (InputStream file =
          type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[1_000];
        for (int count = file.read(buffer); count > 0; count = file.read(buffer)) {
          all.write(buffer, 0, count);
        }
        return all.toByteArray();
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static WeakReference<ClassLoader> startThread(Pool pool) throws Exception {
    Webapp webapp = new Webapp();
    Class<?> type = webapp.define(Foreign.class);
    assertThat(type.getClassLoader()).isSameAs(webapp);
    ((BiConsumer<Pool, Work>) type.getConstructor().newInstance()).accept(pool, NOTHING);
    await().until(() -> pool.counts().succeeded() == 1 && pool.running() == 0);
    return new WeakReference<>(webapp);
  }

  @Test
  void a_thread_keeps_no_class_loader_of_who_made_it_start() throws Exception {
    WeakReference<ClassLoader> webapp = startThread(Offstage.pool());

    await()
        .until(
            () -> {
              System.gc();
              return webapp.get() == null;
            });
    assertThat(App.threads()).isEqualTo(1);
  }
}
