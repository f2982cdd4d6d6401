package dev.offstage.agent;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets through only classes whose loader sees the library: what is written into a method is
 * resolved by that loader. Remembers loaders weakly: an undeployed webapp is not kept. Thread-safe.
 */
final class LoaderGate {
  static final String BRIDGE = "dev/offstage/internal/agent/AgentBridgeV1.class";

  private static final String INTERCEPTOR_BRIDGE =
      "dev/offstage/internal/agent/InterceptorBridgeV1.class";

  private final Map<ClassLoader, Boolean> known =
      Collections.synchronizedMap(new WeakHashMap<ClassLoader, Boolean>());

  boolean isOpen(@Nullable ClassLoader loader) {
    if (loader == null) {
      return false;
    }
    Boolean open = known.get(loader);
    if (open == null) {
      open = sees(loader, BRIDGE);
      known.put(loader, open);
    }
    return open;
  }

  /** Whether the library is one that takes calls from what surrounds a redirected method, too. */
  boolean seesInterceptorBridge(ClassLoader loader) {
    return isOpen(loader) && sees(loader, INTERCEPTOR_BRIDGE);
  }

  private static boolean sees(ClassLoader loader, String bridge) {
    try {
      return loader.getResource(bridge) != null;
    } catch (RuntimeException | LinkageError e) {
      // A closed loader, such as that of a webapp that has gone: its other classes do not matter.
      return false;
    }
  }
}
