package dev.offstage.benchmarks.durable;

import dev.offstage.BoundWork;
import dev.offstage.Settings;
import dev.offstage.SettingsSource;
import dev.offstage.TaskBuilder;
import dev.offstage.internal.runtime.OffstageRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** An application with a store. Closing it drains it. */
final class Node implements AutoCloseable {
  private final OffstageRuntime runtime;

  /**
   * Starts one.
   *
   * @param settings more of them: key, value, key, value
   */
  Node(String name, DataSource source, String... settings) {
    String jndi = "java:comp/env/jdbc/" + name;
    Names.bind(jndi, source);
    Map<String, String> all = new HashMap<>();
    all.put("offstage.store", jndi);
    all.put("offstage.node", name);
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    runtime =
        OffstageRuntime.start(
            name,
            Settings.load(List.of(new SettingsSource("benchmark", all))),
            Node.class.getClassLoader(),
            null);
    runtime.hasStarted();
  }

  TaskBuilder<Void> task(String text) {
    return runtime.defaultPool().task(BoundWork.of(Work::run, text)).durable();
  }

  TaskBuilder<Void> blocker() {
    return runtime.defaultPool().task(BoundWork.of(Work::block, "")).durable();
  }

  @Override
  public void close() {
    runtime.drain();
  }
}
