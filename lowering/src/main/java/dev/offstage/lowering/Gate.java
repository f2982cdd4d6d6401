package dev.offstage.lowering;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Refuses classes that refer to a class, method, field or bootstrap method that will not be there,
 * and those that Java 8 cannot read.
 */
final class Gate {
  private final KnownClasses known;

  Gate(KnownClasses known) {
    this.known = known;
  }

  /** A sentence for each; empty if all of them will find what they need. */
  Set<String> problems(Collection<ClassNode> classes) {
    Set<String> problems = new TreeSet<>();
    for (ClassNode node : classes) {
      if ((node.version & 0xFFFF) > Opcodes.V1_8) {
        problems.add(nameOf(node) + " is of version " + node.version + ", newer than Java 8");
      }
      new Check(node, problems).in(node);
    }
    return problems;
  }

  private static String nameOf(ClassNode node) {
    return Type.getObjectType(node.name).getClassName();
  }

  private final class Check extends References {
    private final ClassNode node;
    private final Set<String> problems;

    Check(ClassNode node, Set<String> problems) {
      this.node = node;
      this.problems = problems;
    }

    @Override
    void type(String name) {
      if (known.find(name) == null) {
        refuse(Type.getObjectType(name).getClassName(), "is neither in Java 8 nor in the jar");
      }
    }

    @Override
    void method(Reference reference) {
      check(reference, known.method(reference));
    }

    @Override
    void field(Reference reference) {
      check(reference, known.field(reference));
    }

    private void check(Reference reference, KnownClasses.@Nullable Member member) {
      if (member == null) {
        refuse(reference, "is neither in Java 8 nor in the jar");
      } else if ((member.access() & Opcodes.ACC_PRIVATE) != 0
          && !member.owner().name.equals(node.name)) {
        refuse(reference, "is private: Java 8 lets only its own class use it");
      }
    }

    @Override
    void dynamicConstant(ConstantDynamic constant) {
      refuse("the dynamic constant " + constant.getName(), "is of a kind that Java 8 cannot read");
    }

    private void refuse(Object what, String why) {
      MethodNode method = currentMethod();
      String place = method == null ? nameOf(node) : nameOf(node) + "." + method.name;
      problems.add(place + " uses " + what + ", which " + why);
    }
  }
}
