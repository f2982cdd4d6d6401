package dev.offstage.internal.runtime;

import dev.offstage.Settings;
import dev.offstage.SettingsSource;
import dev.offstage.internal.text.Log;
import dev.offstage.internal.text.Names;
import dev.offstage.internal.text.PoolNames;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A webapp's durable tasks without the webapp. {@code offstage-worker.jar} calls this by name and
 * with types of the JDK: it may be of another release. The methods never change. Thread-safe.
 */
public final class WorkerV1 implements Runnable, AutoCloseable {
  private static final String CANNOT = "Offstage cannot start: ";

  private final OffstageRuntime runtime;
  private final Set<String> pools;

  private WorkerV1(OffstageRuntime runtime, Collection<String> pools) {
    this.runtime = runtime;
    this.pools = new LinkedHashSet<>(pools);
  }

  /**
   * Starts what the API needs; takes no tasks before {@link #run}.
   *
   * @param app the application's name, for messages
   * @param options settings that win over all others
   * @param webXml those that the webapp has itself
   * @param pools the only ones to take tasks of; empty for all, whatever the webapp serves itself
   * @throws dev.offstage.SettingsException if a value is not allowed
   * @throws IllegalStateException if there is no store, or no such pool: says what to do
   */
  public static WorkerV1 start(
      String app,
      ClassLoader loader,
      Map<String, String> options,
      Map<String, String> webXml,
      Collection<String> pools) {
    SettingsSource first = SettingsSource.beforeSystemProperties("option of the worker", options);
    SettingsSource last = new SettingsSource("context-param in web.xml", webXml);
    Settings known = Settings.load(Arrays.asList(first, last));
    check(known);
    check(known, pools);
    SettingsSource served = SettingsSource.beforeSystemProperties("the worker", serve(known));
    Settings settings = Settings.load(Arrays.asList(first, served, last));
    OffstageRuntime runtime = OffstageRuntime.start(app, settings, loader, null);
    runtime.begins();
    Runtimes.makeCurrent(runtime);
    Log.info("Offstage's worker for " + runtime.describe());
    return new WorkerV1(runtime, pools);
  }

  private static void check(Settings settings) {
    String where = settings.store().where();
    if (!settings.enabled()) {
      throw new IllegalStateException(
          CANNOT + "offstage.enabled is false, so nobody hands over durable tasks");
    }
    if (!settings.store().isSet()) {
      throw new IllegalStateException(
          CANNOT + "there is no offstage.store; give a JDBC URL with --store");
    }
    if (where.startsWith("java:")) {
      throw new IllegalStateException(
          CANNOT
              + "offstage.store = "
              + where
              + " is a name that only the server knows; give a JDBC URL with --store");
    }
  }

  private static void check(Settings settings, Collection<String> wanted) {
    Set<String> pools = names(settings);
    for (String name : wanted) {
      if (!pools.contains(name)) {
        throw new IllegalStateException(
            CANNOT
                + "there is no pool '"
                + name
                + "' in the webapp's settings; there are "
                + pools
                + Names.didYouMean(name, pools));
      }
    }
  }

  private static Set<String> names(Settings settings) {
    Set<String> names = new LinkedHashSet<>();
    names.add(PoolNames.DEFAULT);
    names.addAll(settings.pools().keySet());
    return names;
  }

  /**
   * Web nodes that leave their tasks to workers say so where both of them read it: in web.xml, or
   * in an environment that is the same for all.
   */
  private static Map<String, String> serve(Settings settings) {
    Map<String, String> serve = new LinkedHashMap<>();
    names(settings).forEach(name -> serve.put(settings.keyOf(name, "serve"), "yes"));
    return serve;
  }

  /** Begins to take tasks. */
  @Override
  public void run() {
    // The other pools are there for what tasks do in memory.
    runtime.takeStored(name -> pools.isEmpty() || pools.contains(name));
    runtime.hasStarted();
  }

  /** Drains: what has not ended by then goes back to the store. */
  @Override
  public void close() {
    runtime.drain();
    Runtimes.restore(null);
  }
}
