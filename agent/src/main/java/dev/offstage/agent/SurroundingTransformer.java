package dev.offstage.agent;

import dev.offstage.agent.weave.ClassFiles;
import dev.offstage.agent.weave.HandedOver;
import dev.offstage.agent.weave.Supertypes;
import dev.offstage.agent.weave.SurroundingNames;
import dev.offstage.agent.weave.Surroundings;
import java.io.IOException;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;

/** Changes what surrounds redirected methods; see {@link Surroundings}. Thread-safe. */
final class SurroundingTransformer {
  private final LoaderGate gate;
  private final Redirections redirections;
  private final KnownSupertypes supertypes;

  SurroundingTransformer(LoaderGate gate, Redirections redirections, KnownSupertypes supertypes) {
    this.gate = gate;
    this.redirections = redirections;
    this.supertypes = supertypes;
  }

  /** Null if it stays as it is. */
  @SuppressWarnings("ReturnsNullArray") // as the agent's transformer says: unchanged
  byte @Nullable [] transform(
      ClassLoader loader, String type, @Nullable ProtectionDomain domain, byte[] classFile)
      throws IOException {
    if (!gate.seesInterceptorBridge(loader) || new LibraryAccess(loader, domain).reason() != null) {
      return null;
    }
    try (ClassFiles files = new ClassFiles()) {
      ClassFileLocator seen = files.seenBy(loader);
      if (SurroundingNames.isInterceptor(type)) {
        return Surroundings.weaveInterceptor(type, classFile, seen, redirections.generation());
      }
      Map<String, HandedOver> redirected =
          redirectedAbove(loader, supertypes.seenBy(loader), classFile, seen);
      return redirected.isEmpty()
          ? null
          : Surroundings.weaveSubclass(type, classFile, seen, redirected);
    }
  }

  private Map<String, HandedOver> redirectedAbove(
      ClassLoader loader, Supertypes known, byte[] classFile, ClassFileLocator files) {
    Map<String, HandedOver> redirected = new HashMap<String, HandedOver>();
    for (String above : known.above(classFile, files)) {
      for (Map.Entry<String, HandedOver> method : redirections.seenBy(loader, above).entrySet()) {
        // From the bottom up: the first one is what is called.
        if (!redirected.containsKey(method.getKey())) {
          redirected.put(method.getKey(), method.getValue());
        }
      }
    }
    return redirected;
  }
}
