package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Settings;
import dev.offstage.agent.app.Album;
import dev.offstage.agent.app.Calls;
import dev.offstage.agent.rules.Rules;
import dev.offstage.internal.runtime.ExecutorBeans;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebappsTest {
  /** A webapp as a container has it, with its own copies of the library and the app. */
  private static final class Webapp implements AutoCloseable {
    final ChildFirstLoader loader = new ChildFirstLoader();
    final Object runtime;

    Webapp(String name) throws Exception {
      Class<?> settings = loader.loadClass(Settings.class.getName());
      Class<?> type = loader.loadClass(OffstageRuntime.class.getName());
      Class<?> beans = loader.loadClass(ExecutorBeans.class.getName());
      runtime =
          type.getMethod("start", String.class, settings, ClassLoader.class, beans)
              .invoke(null, name, settings.getMethod("load").invoke(null), loader, null);
      loader
          .loadClass(Runtimes.class.getName())
          .getMethod("makeCurrent", type)
          .invoke(null, runtime);
    }

    void callLast() throws Exception {
      Class<?> album = loader.loadClass(Album.class.getName());
      album.getMethod("last").invoke(album.getConstructor().newInstance());
    }

    @SuppressWarnings("unchecked") // strings, in whatever loader
    List<String> calls() throws Exception {
      Class<?> calls = loader.loadClass(Calls.class.getName());
      await().until(() -> (int) calls.getMethod("count").invoke(null) > 0);
      return (List<String>) calls.getMethod("takeAll").invoke(null);
    }

    @Override
    public void close() throws Exception {
      runtime.getClass().getMethod("drain").invoke(runtime);
    }
  }

  @Test
  void should_use_each_webapps_own_pool() throws Exception {
    try (Webapp shop = new Webapp("shop");
        Webapp blog = new Webapp("blog")) {
      shop.callLast();
      blog.callLast();

      assertThat(shop.calls()).containsExactly("last@offstage-shop-default-1");
      assertThat(blog.calls()).containsExactly("last@offstage-blog-default-1");
    }
  }

  /**
   * A loader kept by an agent after undeploy: stagemonitor #174, glowroot #1162, byte-buddy #1150.
   */
  @Test
  void should_let_go_of_the_class_loader_after_undeploy() throws Exception {
    WeakReference<ClassLoader> loader = deployAndUndeploy();

    await()
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
  }

  private static WeakReference<ClassLoader> deployAndUndeploy() throws Exception {
    Webapp webapp = new Webapp("gone");
    webapp.callLast();
    webapp.calls();
    webapp.close();
    return new WeakReference<>(webapp.loader);
  }

  @Test
  void should_leave_classes_alone_whose_loader_does_not_see_the_library() {
    byte[] classFile = ClassFiles.of(Album.class);
    ClassLoader withoutLibrary = new ClassLoader(null) {};

    byte[] woven =
        new RedirectTransformer(
                new LoaderGate(),
                new RuleBook(Rules.NONE.list()),
                new Report(new Printer(System.err)))
            .transform(withoutLibrary, "dev/offstage/agent/app/Album", null, null, classFile);

    assertThat(woven).isNull();
  }
}
