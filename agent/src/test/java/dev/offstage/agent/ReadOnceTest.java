package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Express;
import dev.offstage.agent.app.Main;
import dev.offstage.agent.app.Post;
import dev.offstage.agent.app.Sender;
import dev.offstage.agent.rules.Rules;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules with a plus made the agent read the same class files for each class that was loaded. */
class ReadOnceTest {
  private static final String BELOW = "dev.offstage.agent.app.Below";
  private static final int CLASSES = 50;

  private final Map<String, Integer> asked = new ConcurrentHashMap<>();

  @AfterEach
  void forget() {
    Thread.interrupted();
  }

  /**
   * A webapp with classes below {@link Express}; counts how often each class file is looked for.
   */
  private ClassLoader webapp() {
    Map<String, byte[]> own = new LinkedHashMap<>();
    for (Class<?> type : new Class<?>[] {Sender.class, Post.class, Express.class}) {
      own.put(type.getName(), ClassFiles.of(type));
    }
    for (int i = 0; i < CLASSES; i++) {
      own.put(BELOW + i, new ByteBuddy().subclass(Express.class).name(BELOW + i).make().getBytes());
    }
    return new MemoryLoader(getClass().getClassLoader(), own) {
      @Override
      public URL getResource(String path) {
        asked.merge(path, 1, Integer::sum);
        return super.getResource(path);
      }
    };
  }

  private static void register(ClassLoader webapp, String rules) {
    LibraryLinkV1.register(
        Collections.singleton(webapp), "shop", rules, "here", Collections.singleton("default"));
  }

  private static Map<String, List<String>> check(ClassLoader webapp) {
    return LibraryLinkV1.check(webapp, "shop", ReadOnceTest::names);
  }

  private static Collection<String> names() {
    Map<String, byte[]> names = new HashMap<>();
    for (int i = 0; i < CLASSES; i++) {
      names.put(BELOW + i, new byte[0]);
    }
    return names.keySet();
  }

  private static String path(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  @Test
  void should_read_what_is_above_many_classes_once() throws Exception {
    ClassLoader webapp = webapp();
    register(webapp, "com.acme.Other+#*");
    asked.clear();

    for (int i = 0; i < CLASSES; i++) {
      webapp.loadClass(BELOW + i);
    }

    assertThat(asked).containsEntry(path(Express.class), 1);
    assertThat(asked).containsEntry(path(Post.class), 1).containsEntry(path(Sender.class), 1);
  }

  @Test
  void should_read_each_class_once_to_say_what_a_mistyped_rule_may_mean() {
    ClassLoader webapp = webapp();
    register(webapp, Post.class.getName() + "+#wrok(..)");
    asked.clear();

    assertThat(check(webapp).get("unmatched"))
        .singleElement()
        .asString()
        .contains("matches nothing");

    for (String name : names()) {
      assertThat(asked).containsEntry(name.replace('.', '/') + ".class", 1);
    }
  }

  @Test
  void should_stop_looking_when_the_webapp_stops() {
    ClassLoader webapp = webapp();
    register(webapp, Post.class.getName() + "+#wrok(..)");
    asked.clear();
    Thread.currentThread().interrupt();

    assertThat(check(webapp).get("mistakes"))
        .singleElement()
        .asString()
        .contains("the webapp stops");

    assertThat(asked).doesNotContainKey(BELOW.replace('.', '/') + "0.class");
  }

  /** All loaded classes with such a method name were transformed again. */
  @Test
  void should_transform_of_the_loaded_classes_only_those_below_the_one_that_is_named() {
    RuleBook book = new RuleBook(Rules.parse(Post.class.getName() + "+#*", "here").list());
    Class<?> loaded = Express.class;

    assertThat(
            new LoadedClasses(ByteBuddyAgent.install(), new Printer(System.err))
                .concernedByAgent(book, new LoaderGate(), new Progress(null)))
        .contains(Post.class, loaded)
        .doesNotContain(Main.class, ReadOnceTest.class);
  }
}
