package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Decides by a class's name and by bytes in its class file whether anything is to be done for it.
 * Reading the constant pool properly, as Byte Buddy would, costs a third of the time to load.
 */
final class PreScan {
  private static final byte[] ANNOTATION = bytes("Ldev/offstage/Background;");
  private static final byte[] BRIDGE = bytes("dev/offstage/internal/agent/AgentBridgeV1");

  private PreScan() {}

  /** Whether the class may have a method with the annotation, or one that a rule names. */
  static boolean concerns(String type, byte[] classFile, List<Rule> rules) {
    for (Rule rule : rules) {
      // A class below the one that the rule names is known by its method's name only.
      if (rule.matchesType(type)
          || (rule.includesSubtypes() && contains(classFile, bytes(rule.pieceOfMethodName())))) {
        return true;
      }
    }
    return contains(classFile, ANNOTATION);
  }

  /** Whether the build has woven the class already. */
  static boolean isWoven(byte[] classFile) {
    return contains(classFile, BRIDGE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean contains(byte[] classFile, byte[] wanted) {
    if (wanted.length == 0) {
      return true;
    }
    byte last = wanted[wanted.length - 1];
    int end = classFile.length;
    // From the back of the name: most bytes of a class file are no semicolon.
    for (int i = wanted.length - 1; i < end; i++) {
      if (classFile[i] == last && endsAt(classFile, i, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsAt(byte[] classFile, int index, byte[] wanted) {
    for (int j = wanted.length - 2, i = index - 1; j >= 0; j--, i--) {
      if (classFile[i] != wanted[j]) {
        return false;
      }
    }
    return true;
  }
}
