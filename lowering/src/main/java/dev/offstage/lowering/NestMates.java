package dev.offstage.lowering;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Opens private members to the package if a nested or surrounding class uses them: before Java 11
 * the JVM knows no nests, and only the class itself may. Those of interfaces cannot be opened; the
 * gate refuses their use.
 */
final class NestMates {
  private final Map<String, ClassNode> classes = new HashMap<>();

  NestMates(Collection<ClassNode> nodes) {
    nodes.forEach(node -> classes.put(node.name, node));
  }

  void open() {
    for (ClassNode node : classes.values()) {
      new References() {
        @Override
        void method(Reference reference) {
          if (!reference.owner().equals(node.name)) {
            openMethod(reference);
          }
        }

        @Override
        void field(Reference reference) {
          if (!reference.owner().equals(node.name)) {
            openField(reference);
          }
        }
      }.in(node);
    }
  }

  private void openMethod(Reference reference) {
    ClassNode owner = classes.get(reference.owner());
    if (owner == null || (owner.access & Opcodes.ACC_INTERFACE) != 0) {
      return;
    }
    for (MethodNode method : owner.methods) {
      if ((method.access & Opcodes.ACC_PRIVATE) != 0
          && method.name.equals(reference.name())
          && method.desc.equals(reference.descriptor())) {
        method.access &= ~Opcodes.ACC_PRIVATE;
        if ((method.access & Opcodes.ACC_STATIC) == 0 && !method.name.equals("<init>")) {
          // A subclass with such a method fails to load, instead of being called in its place.
          method.access |= Opcodes.ACC_FINAL;
        }
      }
    }
  }

  private void openField(Reference reference) {
    ClassNode owner = classes.get(reference.owner());
    if (owner == null) {
      return;
    }
    for (FieldNode field : owner.fields) {
      if (field.name.equals(reference.name()) && field.desc.equals(reference.descriptor())) {
        field.access &= ~Opcodes.ACC_PRIVATE;
      }
    }
  }
}
