package dev.offstage.internal.context;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** SLF4J's MDC. */
final class Slf4jCarrier implements ContextCarrier {
  @Override
  public @Nullable Object capture() {
    Map<String, String> map = MDC.getCopyOfContextMap();
    return map == null || map.isEmpty() ? null : map;
  }

  @Override
  @SuppressWarnings("unchecked") // only ever what capture() returned
  public void restore(@Nullable Object previous) {
    if (previous == null) {
      MDC.clear();
    } else {
      MDC.setContextMap((Map<String, String>) previous);
    }
  }

  @Override
  public String toString() {
    return "MDC of SLF4J";
  }
}
