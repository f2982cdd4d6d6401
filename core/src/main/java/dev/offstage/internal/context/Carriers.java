package dev.offstage.internal.context;

import dev.offstage.internal.text.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Captures contexts, using the carriers whose library the application has. Thread-safe. */
public final class Carriers {
  private final ContextCarrier[] carriers;
  private volatile TaskContext plain;

  Carriers(List<ContextCarrier> carriers) {
    this.carriers = carriers.toArray(new ContextCarrier[0]);
    this.plain = new TaskContext(this, null, null, null);
  }

  /** Finds out which libraries are present. */
  public static Carriers find() {
    List<ContextCarrier> found = new ArrayList<>();
    // Each carrier names its library's classes, so it is loaded only if they are present.
    addIfPresent(found, "org.slf4j.MDC", Slf4jCarrier::new);
    addIfPresent(found, "org.apache.logging.log4j.ThreadContext", Log4jCarrier::new);
    // log4j-over-slf4j's has no such method: its values are in SLF4J's MDC, which is carried.
    if (hasMethod("org.apache.log4j.MDC", "getContext")) {
      addIfPresent(found, "org.apache.log4j.MDC", Log4j1Carrier::new);
    }
    // This class came with the accessors' methods that clear a value.
    addIfPresent(found, "io.micrometer.context.ContextSnapshotFactory", PropagationCarrier::new);
    addIfPresent(found, "io.opentelemetry.context.Context", OpenTelemetryCarrier::new);
    if (found.stream().noneMatch(carrier -> carrier.carries(SecurityContexts.KEY))) {
      addIfPresent(found, SecurityContexts.HOLDER, SpringSecurityCarrier::new);
    }
    ServerNaming naming = NamingCarrier.naming;
    if (naming != null) {
      found.add(new NamingCarrier(naming));
    }
    return new Carriers(found);
  }

  private static boolean hasMethod(String type, String method) {
    try {
      Class.forName(type, false, Carriers.class.getClassLoader()).getMethod(method);
      return true;
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }

  private static void addIfPresent(
      List<ContextCarrier> found, String type, Supplier<ContextCarrier> carrier) {
    try {
      Class.forName(type, false, Carriers.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return;
    }
    try {
      ContextCarrier made = carrier.get();
      made.restore(made.apply(made.capture()));
      found.add(made);
    } catch (Throwable t) {
      // Every Throwable: one of the application's services that cannot be loaded is an Error.
      Log.warn("offstage: " + type + " is present, but tasks cannot carry it", t);
    }
  }

  /**
   * What the current thread would give to a task. Never throws.
   *
   * @param inStream whether tasks come faster than threads run them, so that little must be asked
   */
  public TaskContext capture(boolean inStream) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    @Nullable Object[] values = null;
    for (int i = 0; i < carriers.length; i++) {
      Object value = captureOne(carriers[i]);
      if (value != null) {
        if (values == null) {
          values = new Object[carriers.length];
        }
        values[i] = value;
      }
    }
    Object subject = inStream && Subjects.areUnused() ? null : Subjects.current();
    if (values != null || subject != null) {
      return new TaskContext(this, loader, values, subject);
    }
    TaskContext shared = plain;
    if (!shared.isOnly(loader)) {
      shared = new TaskContext(this, loader, null, null);
      plain = shared;
    }
    return shared;
  }

  private static @Nullable Object captureOne(ContextCarrier carrier) {
    try {
      return carrier.capture();
    } catch (Throwable t) {
      // Every Throwable: the work must be handed over all the same.
      Log.warn("offstage: a task goes without " + carrier, t);
      return null;
    }
  }

  int size() {
    return carriers.length;
  }

  ContextCarrier get(int index) {
    return carriers[index];
  }
}
