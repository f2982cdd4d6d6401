package dev.offstage.lowering;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Static methods of ours that do what methods of newer JDKs do. A call of a method that Java 8
 * lacks goes to the one with the same name, parameters and result; for an instance method, its
 * object is the first parameter.
 */
final class Substitutes {
  private final KnownClasses known;
  private final ClassNode substitutes;

  /** Fails if there is no such class. */
  Substitutes(KnownClasses known, String name) {
    ClassNode found = known.find(name);
    if (found == null) {
      throw new IllegalArgumentException("no class " + name.replace('/', '.') + " in the jar");
    }
    this.known = known;
    this.substitutes = found;
  }

  /** Null if Java 8 has the method, and if there is none for it. */
  @Nullable Reference find(Reference called, boolean isStatic) {
    if (!called.owner().startsWith("java/") || known.method(called) != null) {
      return null;
    }
    String descriptor =
        isStatic
            ? called.descriptor()
            : "(L" + called.owner() + ";" + called.descriptor().substring(1);
    for (MethodNode method : substitutes.methods) {
      if ((method.access & Opcodes.ACC_STATIC) != 0
          && method.name.equals(called.name())
          && method.desc.equals(descriptor)) {
        return new Reference(substitutes.name, method.name, method.desc);
      }
    }
    return null;
  }
}
