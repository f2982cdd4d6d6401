package dev.offstage.lowering;

import java.util.Collection;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** Makes classes of Java 8 from newer ones; leaves those alone that are old enough. */
final class Lowering {
  private static final String RECORD = "java/lang/Record";
  private static final String OBJECT = "java/lang/Object";

  private final KnownClasses known;
  private final Substitutes substitutes;

  /**
   * @param known has the classes to lower, too
   * @param substitutes the class with the methods for calls that Java 8 lacks
   */
  Lowering(KnownClasses known, String substitutes) {
    this.known = known;
    this.substitutes = new Substitutes(known, substitutes);
  }

  /** Returns those that it has changed. */
  List<ClassNode> lower(Collection<ClassNode> classes) {
    List<ClassNode> newer =
        classes.stream().filter(node -> (node.version & 0xFFFF) > Opcodes.V1_8).toList();
    // First: what stays private is called in another way.
    new NestMates(newer).open();
    newer.forEach(this::lower);
    return newer;
  }

  private void lower(ClassNode node) {
    node.version = Opcodes.V1_8;
    node.nestHostClass = null;
    node.nestMembers = null;
    node.permittedSubclasses = null;
    if (RECORD.equals(node.superName)) {
      makePlain(node);
    }
    new CodeLowering(node, known, substitutes).lower();
  }

  private static void makePlain(ClassNode node) {
    node.superName = OBJECT;
    node.access &= ~Opcodes.ACC_RECORD;
    node.recordComponents = null;
    if (node.signature != null) {
      node.signature = node.signature.replace("L" + RECORD + ";", "L" + OBJECT + ";");
    }
  }
}
