package dev.offstage.internal.context;

import dev.offstage.internal.text.Log;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every thread-local for which the application has a context-propagation accessor. Does not use the
 * library's own snapshots: there, one accessor that throws would leave the others' values on the
 * thread for whoever comes next.
 */
final class PropagationCarrier implements ContextCarrier {
  private final ContextRegistry registry = ContextRegistry.getInstance();
  private final SecurityContexts copies = SecurityContexts.find();
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /** What a thread-local had before a task. */
  private static final class Previous<V> {
    private final ThreadLocalAccessor<V> accessor;
    private final @Nullable V value;

    Previous(ThreadLocalAccessor<V> accessor) {
      this.accessor = accessor;
      this.value = accessor.getValue();
    }

    void restore() {
      if (value == null) {
        accessor.restore();
      } else {
        accessor.restore(value);
      }
    }
  }

  @Override
  public boolean carries(Object key) {
    return registry.getThreadLocalAccessors().stream()
        .anyMatch(accessor -> key.equals(accessor.key()));
  }

  @Override
  public @Nullable Object capture() {
    Map<Object, Object> values = null;
    for (ThreadLocalAccessor<?> accessor : registry.getThreadLocalAccessors()) {
      try {
        Object value = accessor.getValue();
        if (value != null) {
          values = values == null ? new HashMap<>() : values;
          values.put(accessor.key(), copies.copy(value));
        }
      } catch (Throwable t) {
        warnOnce("a task goes without its value", accessor, t);
      }
    }
    return values;
  }

  @Override
  public Object apply(@Nullable Object captured) {
    Map<?, ?> values = captured == null ? new HashMap<>() : (Map<?, ?>) captured;
    List<Previous<?>> previous = new ArrayList<>();
    for (ThreadLocalAccessor<?> accessor : registry.getThreadLocalAccessors()) {
      try {
        previous.add(new Previous<>(accessor));
        set(accessor, values.get(accessor.key()));
      } catch (Throwable t) {
        warnOnce("a task runs without its value", accessor, t);
      }
    }
    return previous;
  }

  @SuppressWarnings("unchecked") // a value comes from an accessor with the same key
  private <V> void set(ThreadLocalAccessor<V> accessor, @Nullable Object value) {
    if (value == null) {
      accessor.setValue();
    } else {
      accessor.setValue((V) copies.copy(value));
    }
  }

  @Override
  public void restore(@Nullable Object previous) {
    if (previous == null) {
      return;
    }
    for (Object each : (List<?>) previous) {
      try {
        ((Previous<?>) each).restore();
      } catch (Throwable t) {
        warnOnce("a thread keeps the value it set for a task", ((Previous<?>) each).accessor, t);
      }
    }
  }

  /** Not for each task: an accessor that throws once will always throw. */
  private void warnOnce(String what, ThreadLocalAccessor<?> accessor, Throwable t) {
    String type = accessor.getClass().getName();
    if (warned.add(type + what)) {
      Log.warn("offstage: the accessor " + type + " throws: " + what, t);
    }
  }

  @Override
  public String toString() {
    return "values of context-propagation";
  }
}
