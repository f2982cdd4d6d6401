package dev.offstage.internal.context;

import java.util.HashMap;
import java.util.Map;
import org.apache.log4j.MDC;
import org.jspecify.annotations.Nullable;

/** Log4j 1's MDC, which many legacy webapps still have. */
final class Log4j1Carrier implements ContextCarrier {
  @Override
  public @Nullable Object capture() {
    Map<?, ?> map = MDC.getContext();
    return map == null || map.isEmpty() ? null : new HashMap<Object, Object>(map);
  }

  @Override
  public void restore(@Nullable Object previous) {
    MDC.clear();
    if (previous != null) {
      ((Map<?, ?>) previous).forEach((key, value) -> MDC.put((String) key, value));
    }
  }
}
