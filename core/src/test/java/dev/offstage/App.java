package dev.offstage;

import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** The runtime of one webapp: current while a test lasts, then drained. */
final class App implements AutoCloseable {
  static final String NAME = "shop";

  private final OffstageRuntime runtime;
  private final OffstageRuntime previous;

  private App(OffstageRuntime runtime) {
    this.runtime = runtime;
    this.previous = Runtimes.makeCurrent(runtime);
  }

  /** Starts with settings: key, value, key, value. */
  static App with(String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    values.put("offstage.drain", "1s");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    Settings settings =
        Settings.load(Collections.singletonList(new SettingsSource("the test", values)));
    return new App(
        OffstageRuntime.start(
            NAME, settings, Thread.currentThread().getContextClassLoader(), ExecutorFrom::bean));
  }

  void drain() {
    runtime.drain();
  }

  /** How many threads of this runtime are alive. */
  static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("offstage-" + NAME + "-"))
        .count();
  }

  @Override
  public void close() {
    runtime.drain();
    Runtimes.restore(previous);
  }
}
