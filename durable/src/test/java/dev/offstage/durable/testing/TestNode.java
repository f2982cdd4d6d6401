package dev.offstage.durable.testing;

import dev.offstage.Settings;
import dev.offstage.SettingsSource;
import dev.offstage.TaskBuilder;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.runtime.ExecutorBeans;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import dev.offstage.internal.store.Published;
import dev.offstage.internal.store.TaskStore;
import dev.offstage.testing.Jndi;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An application of its own with a store, in this JVM. Closing it drains it. */
public final class TestNode implements AutoCloseable {
  private static final String NAME = "java:comp/env/jdbc/app";

  private final OffstageRuntime runtime;

  private TestNode(OffstageRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * Starts one.
   *
   * @param settings more of them: key, value, key, value
   */
  public static TestNode start(String name, TestDatabase database, String... settings) {
    return start(name, database, Collections::emptyList, settings);
  }

  /**
   * The same with beans.
   *
   * @param contexts those of its Spring
   */
  public static TestNode start(
      String name,
      TestDatabase database,
      Supplier<? extends Collection<?>> contexts,
      String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("offstage.store", database.url());
    all.put("offstage.store.user", database.user());
    all.put("offstage.store.poll", "100ms");
    all.put("offstage.node", name);
    all.put("offstage.pool.size", "4");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    Settings read = Settings.load(Arrays.asList(new SettingsSource("test", all)));
    OffstageRuntime runtime =
        OffstageRuntime.start(name, read, TestNode.class.getClassLoader(), beans(contexts));
    runtime.hasStarted();
    return new TestNode(runtime);
  }

  private static ExecutorBeans beans(Supplier<? extends Collection<?>> contexts) {
    return new ExecutorBeans() {
      @Override
      public Executor executor(String name) {
        throw new IllegalStateException("no bean '" + name + "'");
      }

      @Override
      public Collection<?> contexts() {
        return contexts.get();
      }
    };
  }

  /** One whose store is the DataSource of the database's application, in JNDI. */
  public static TestNode inJndi(TestDatabase database) {
    return inJndi(database, database.dataSource());
  }

  /** The same with a DataSource that is made of that. */
  public static TestNode inJndi(TestDatabase database, DataSource source) {
    Jndi.install();
    Jndi.NAMES.put(NAME, source);
    try {
      return start("app", database, "offstage.store", NAME);
    } finally {
      Jndi.uninstall();
    }
  }

  /** Makes it the one that {@code Offstage} means. */
  public void makeCurrent() {
    Runtimes.makeCurrent(runtime);
  }

  public OffstagePool pool() {
    return runtime.defaultPool();
  }

  public OffstagePool pool(String name) {
    return runtime.pool(name);
  }

  /** Its part of the store. */
  public TaskStore store() {
    return Objects.requireNonNull(runtime.store().orNull());
  }

  /** What it finds of a published task, for anybody; null for nothing. */
  public @Nullable Published find(String id) {
    return store().find(id, pool().handOver().stored(), data -> true);
  }

  /** A durable task of the default pool. */
  public <T extends @Nullable Object> TaskBuilder<T> task(Callable<T> call) {
    return pool().task(call).durable();
  }

  /** As the end of the webapp. */
  @Override
  public void close() {
    runtime.drain();
    Runtimes.restore(null);
  }
}
