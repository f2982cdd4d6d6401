package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.agent.app.Calls;
import dev.offstage.agent.app.Post;
import dev.offstage.agent.app.Sender;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes and the library in the webapp, in the server's own libraries, or in both. */
class SharedLibraryTest {
  private static final String RULE = Post.class.getName() + "#send(String)";
  private static final String SOURCE = "offstage.redirect (web.xml)";
  private static final String POOL = "send a@offstage-main-default-\\d+";

  /** What a server has above its webapps. */
  private final ClassLoader server = ClassLoader.getSystemClassLoader().getParent();

  @TempDir private Path folder;
  private File app;
  private File library;

  @BeforeEach
  void makeJars() throws Exception {
    app = Jars.of(folder, Post.class, Sender.class, Calls.class);
    library = Jars.library();
  }

  /** As the library does when the webapp starts. */
  private static void register(ClassLoader webapp) throws Exception {
    Set<ClassLoader> loaders = new LinkedHashSet<>(Collections.singleton(webapp));
    loaders.add(webapp.loadClass("dev.offstage.Offstage").getClassLoader());
    assertThat(
            LibraryLinkV1.register(loaders, "shop", RULE, SOURCE, Collections.singleton("default"))
                .get("mistakes"))
        .isEmpty();
  }

  private static Map<String, List<String>> check(ClassLoader webapp, String... ownClasses) {
    Callable<List<String>> names = () -> Arrays.asList(ownClasses);
    return LibraryLinkV1.check(webapp, "shop", names);
  }

  @SuppressWarnings("unchecked") // strings, in whatever loader
  private static String send(ClassLoader webapp) throws Exception {
    Object post = webapp.loadClass(Post.class.getName()).getConstructor().newInstance();
    post.getClass().getMethod("send", String.class).invoke(post, "a");
    Class<?> calls = webapp.loadClass(Calls.class.getName());
    await().until(() -> (int) calls.getMethod("count").invoke(null) > 0);
    return ((List<String>) calls.getMethod("takeAll").invoke(null)).get(0);
  }

  @Test
  void should_redirect_where_the_webapps_loader_asks_its_parent_first() throws Exception {
    ClassLoader webapp = JarLoader.parentFirst(server, app, library);
    register(webapp);

    assertThat(send(webapp)).matches(POOL);
    assertThat(check(webapp).get("redirected")).singleElement().asString().contains("#send(");
  }

  @Test
  void should_redirect_where_the_webapps_own_classes_come_first() throws Exception {
    ClassLoader shared = JarLoader.parentFirst(server, app);
    ClassLoader webapp = JarLoader.childFirst(shared, app, library);
    register(webapp);

    assertThat(send(webapp)).matches(POOL);
  }

  @Test
  void should_say_why_not_where_only_the_class_is_the_servers() throws Exception {
    ClassLoader shared = JarLoader.parentFirst(server, app);
    ClassLoader webapp = JarLoader.childFirst(shared, library);
    register(webapp);

    assertThat(send(webapp)).isEqualTo("send a@" + Thread.currentThread().getName());
    assertThat(check(webapp).get("unmatched"))
        .singleElement()
        .asString()
        .isEqualTo(
            "'"
                + RULE
                + "' ("
                + SOURCE
                + ", line 1) matches nothing: the class comes from the server's own libraries, whose"
                + " loader does not see Offstage; put offstage.jar beside it instead of in"
                + " WEB-INF/lib");
  }

  @Test
  void should_redirect_where_class_and_library_are_both_the_servers() throws Exception {
    ClassLoader shared = JarLoader.parentFirst(server, app, library);
    ClassLoader webapp = JarLoader.childFirst(shared);
    register(webapp);

    assertThat(send(webapp)).matches(POOL);
    assertThat(check(webapp).get("unmatched")).isEmpty();
  }

  @Test
  void should_redirect_a_webapps_class_where_only_the_library_is_the_servers() throws Exception {
    ClassLoader shared = JarLoader.parentFirst(server, library);
    ClassLoader webapp = JarLoader.childFirst(shared, app);
    register(webapp);

    assertThat(send(webapp)).matches(POOL);
  }

  /**
   * The class runs in the pools of the shared copy; the webapp's copy has nothing to do with it.
   */
  @Test
  void should_leave_the_servers_class_alone_where_the_webapp_brings_a_library_of_its_own()
      throws Exception {
    ClassLoader shared = JarLoader.parentFirst(server, app, library);
    ClassLoader webapp = JarLoader.childFirst(shared, library);
    register(webapp);

    assertThat(send(webapp)).isEqualTo("send a@" + Thread.currentThread().getName());
    assertThat(check(webapp).get("unmatched")).singleElement().asString().contains("WEB-INF/lib");
  }
}
