package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.ClassBytes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Classes that are to be redirected and whose loader does not see the library. Says so once for
 * what asks for it: a rule, or the annotation in one loader. Remembers weakly. Thread-safe.
 */
final class OutOfSight {
  private final Set<Rule> rules = Collections.newSetFromMap(new WeakHashMap<Rule, Boolean>());
  private final Map<ClassLoader, Boolean> annotated =
      Collections.synchronizedMap(new WeakHashMap<ClassLoader, Boolean>());

  /** The line for such a class; null if there is nothing new to say. */
  @Nullable String line(ClassLoader loader, String type, byte[] classFile, List<Rule> ofLoader) {
    String origin = origin(loader, type, classFile, ofLoader);
    return origin == null
        ? null
        : "refuses "
            + type
            + " ("
            + origin
            + "): its loader "
            + loader.getClass().getName()
            + " does not see Offstage; put offstage.jar beside the jar of this class, in WEB-INF/lib"
            + " of a webapp";
  }

  private @Nullable String origin(
      ClassLoader loader, String type, byte[] classFile, List<Rule> ofLoader) {
    for (Rule rule : ofLoader) {
      // With a + it shows only in what is above the class, which nobody reads for this.
      if (!rule.excludes()
          && rule.matchesType(type)
          && ClassBytes.contains(classFile, ClassBytes.bytes(rule.pieceOfMethodName()))
          && isNew(rule)) {
        return rule.place();
      }
    }
    // The agent contains the annotation's name without being marked.
    return PreScan.isMarked(classFile)
            && !type.startsWith("dev.offstage.agent.")
            && annotated.put(loader, true) == null
        ? "@Background"
        : null;
  }

  private boolean isNew(Rule rule) {
    synchronized (rules) {
      return rules.add(rule);
    }
  }
}
