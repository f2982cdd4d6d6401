package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Settings;
import dev.offstage.SettingsSource;
import dev.offstage.agent.app.Keepsakes;
import dev.offstage.internal.agent.AgentLink;
import dev.offstage.internal.agent.DurableMethods;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import dev.offstage.internal.store.StorePool;
import dev.offstage.internal.store.TaskStore;
import dev.offstage.internal.store.Written;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.workers.InlineWorkers;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the library makes of rules that say durable, before the first call. */
class DurableRulesTest {
  private static final String KEEPSAKES = Keepsakes.class.getName();

  /** Takes none of the methods that it knows nothing of. */
  private static final class Store implements TaskStore {
    final List<Method> checked = new ArrayList<>();

    @Override
    public void check(Method method, Plan plan) {
      checked.add(method);
      if (method.getName().equals("show")) {
        throw new IllegalArgumentException("java.lang.Object says nothing of what it is");
      }
    }

    @Override
    public boolean takes(StorePool pool) {
      return false;
    }

    @Override
    public Written write(PoolTask<?> task, Plan plan, StorePool pool, boolean here) {
      throw new AssertionError("nobody calls it");
    }

    @Override
    public void open(Iterable<? extends StorePool> pools) {}

    @Override
    public void stopTaking() {}

    @Override
    public void close() {}

    @Override
    public String describe() {
      return "none";
    }
  }

  private final ClassLoader loader = new ChildFirstLoader();
  private OffstageRuntime runtime;
  private OffstageRuntime previous;

  @AfterEach
  void stop() {
    AgentLink.stop(loader);
    // The library's own loader is that of all tests.
    ClassLoader shared = AgentLink.class.getClassLoader();
    LibraryLinkV1.register(
        Arrays.asList(loader, shared), "shop", "", "web.xml", Collections.singleton("default"));
    Runtimes.restore(previous);
    runtime.drain();
  }

  private static Settings settings(String rules) {
    return Settings.load(
        Collections.singletonList(
            new SettingsSource("web.xml", Collections.singletonMap("offstage.redirect", rules))));
  }

  private List<String> problems(OffstageRuntime app) {
    runtime = app;
    previous = Runtimes.makeCurrent(app);
    AgentLink link =
        AgentLink.start("shop", app.settings(), loader, () -> Collections.singletonList(KEEPSAKES));
    assertThat(link.register()).isEmpty();
    return link.check();
  }

  @Test
  void without_a_store_each_is_a_problem_that_says_what_to_set() {
    Settings settings = settings(KEEPSAKES + "#send durable=yes");

    assertThat(problems(OffstageRuntime.start("shop", settings, loader, null)))
        .singleElement()
        .asString()
        .startsWith(
            "offstage: calls of the durable method "
                + KEEPSAKES
                + "#send(java.lang.String) (offstage.redirect (web.xml), line 1) run inline: There"
                + " is no store for durable tasks: set offstage.store to ");
  }

  @Test
  void what_the_store_cannot_take_is_a_problem_with_its_place() throws Exception {
    Store store = new Store();
    Settings settings =
        settings(
            KEEPSAKES
                + "#send durable=yes\n"
                + KEEPSAKES
                + "#show durable=yes\n"
                + KEEPSAKES
                + "#sell");

    assertThat(
            problems(
                OffstageRuntime.forTest(settings, (pool, its) -> new InlineWorkers(), null, store)))
        .containsExactly(
            "offstage: calls of the durable method "
                + KEEPSAKES
                + "#show(java.lang.Object) (offstage.redirect (web.xml), line 2) run inline:"
                + " java.lang.Object says nothing of what it is");
    Class<?> keepsakes = loader.loadClass(KEEPSAKES);
    assertThat(store.checked)
        .contains(
            keepsakes.getMethod("send", String.class), keepsakes.getMethod("show", Object.class))
        .doesNotContain(keepsakes.getMethod("sell", String.class));
  }

  /** A row of an earlier process may come before the first call. */
  @Test
  void a_method_is_known_to_be_durable_as_soon_as_its_class_is_loaded() throws Exception {
    Settings settings =
        settings(KEEPSAKES + "#send durable=yes\n" + KEEPSAKES + "#show durable=no");
    runtime = OffstageRuntime.start("shop", settings, loader, null);
    previous = Runtimes.makeCurrent(runtime);
    assertThat(AgentLink.start("shop", settings, loader, Collections::emptyList).register())
        .isEmpty();

    Class<?> keepsakes = Class.forName(KEEPSAKES, false, loader);

    assertThat(DurableMethods.include(keepsakes.getMethod("send", String.class))).isTrue();
    assertThat(DurableMethods.include(keepsakes.getMethod("show", Object.class))).isFalse();
    assertThat(DurableMethods.include(keepsakes.getMethod("sell", String.class))).isFalse();
    assertThat(DurableMethods.include(Keepsakes.Marked.class.getMethod("keep", String.class)))
        .isTrue();
    assertThat(DurableMethods.include(Keepsakes.Marked.class.getMethod("lose", String.class)))
        .isFalse();
  }
}
