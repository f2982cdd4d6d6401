package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.ClassBytes;
import java.util.List;

/**
 * Decides by a class's name and the bytes of its class file whether there is anything to do for it.
 */
final class PreScan {
  private static final byte[] ANNOTATION = ClassBytes.bytes("Ldev/offstage/Background;");

  private PreScan() {}

  /** Whether the class may have a method with the annotation, or one that a rule names. */
  static boolean concerns(String type, byte[] classFile, List<Rule> rules) {
    for (Rule rule : rules) {
      // An exclusion alone changes nothing.
      if (!rule.excludes()
          && (rule.matchesType(type)
              || (rule.includesSubtypes() && mayOverride(classFile, rule)))) {
        return true;
      }
    }
    return isMarked(classFile);
  }

  /** Whether the class names the annotation. */
  static boolean isMarked(byte[] classFile) {
    return ClassBytes.contains(classFile, ANNOTATION);
  }

  /** A subclass of the class that the rule names is recognized only by its method's name. */
  private static boolean mayOverride(byte[] classFile, Rule rule) {
    return ClassBytes.contains(classFile, ClassBytes.bytes(rule.pieceOfMethodName()));
  }
}
