package dev.offstage;

import dev.offstage.internal.runtime.Neighbours;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import dev.offstage.internal.text.Log;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * What a webapp does from its start to its end, each with the library's lines about it. It runs in
 * a class loader of its own, with the logging library that the webapp brings.
 */
public final class LoggingWebapp implements Callable<Void> {
  static final String BEFORE = "Task 'before the filters' failed";
  static final String WHILE = "Task 'for $";
  static final String AFTER = "after the end";

  private final String setting;

  /** With this value of {@code offstage.log}. */
  public LoggingWebapp(String setting) {
    this.setting = setting;
  }

  @Override
  public Void call() throws Exception {
    Map<String, String> values = new HashMap<>();
    values.put("offstage.log", setting);
    values.put("offstage.pool.size", "1");
    SettingsSource source = new SettingsSource("web.xml", values);
    OffstageRuntime runtime =
        OffstageRuntime.start(
            "shop",
            Settings.load(Collections.singletonList(source)),
            LoggingWebapp.class.getClassLoader(),
            null);
    runtime.begins();
    Runtimes.makeCurrent(runtime);
    fail("before the filters");
    runtime.hasStarted();
    put("org.slf4j.MDC", String.class);
    put("org.apache.logging.log4j.ThreadContext", String.class);
    put("org.apache.log4j.MDC", Object.class);
    fail("for ${java:version}");
    Neighbours.release(runtime);
    Log.warn(AFTER);
    return null;
  }

  private static void fail(String name) throws InterruptedException {
    Offstage.task(() -> raise(name)).name(name).start().await();
    // On the same thread, so the failure has been logged.
    Offstage.run(() -> {}).await();
  }

  private static void raise(String name) {
    throw new IllegalStateException("thrown by " + name);
  }

  private static void put(String mdc, Class<?> value) throws Exception {
    Method put;
    try {
      put = Class.forName(mdc).getMethod("put", String.class, value);
    } catch (ClassNotFoundException e) {
      return;
    }
    try {
      put.invoke(null, "user", "ann");
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
