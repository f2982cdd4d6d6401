package dev.offstage.internal.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Stack;
import org.apache.log4j.MDC;
import org.apache.log4j.NDC;
import org.jspecify.annotations.Nullable;

/** Log4j 1's MDC and NDC, which many legacy webapps still have. */
final class Log4j1Carrier implements ContextCarrier {
  private static final class Values {
    final Map<Object, Object> map;
    final @Nullable Stack<?> stack;

    Values(Map<?, ?> map, @Nullable Stack<?> stack) {
      this.map = new HashMap<>(map);
      this.stack = stack;
    }
  }

  @Override
  public @Nullable Object capture() {
    Map<?, ?> map = MDC.getContext();
    boolean noMap = map == null || map.isEmpty();
    if (noMap && NDC.getDepth() == 0) {
      return null;
    }
    return new Values(noMap ? new HashMap<>() : map, NDC.cloneStack());
  }

  @Override
  public void restore(@Nullable Object previous) {
    removeOwn();
    NDC.remove();
    if (previous != null) {
      Values values = (Values) previous;
      values.map.forEach((key, value) -> MDC.put((String) key, value));
      if (values.stack != null) {
        NDC.inherit((Stack<?>) values.stack.clone());
      }
    }
  }

  /** Key by key: in Log4j 2's bridge {@code clear()} would also clear everything in Log4j 2. */
  private static void removeOwn() {
    Map<?, ?> map = MDC.getContext();
    if (map != null) {
      for (Object key : new ArrayList<>(map.keySet())) {
        MDC.remove((String) key);
      }
    }
  }

  @Override
  public String toString() {
    return "MDC of Log4j 1";
  }
}
