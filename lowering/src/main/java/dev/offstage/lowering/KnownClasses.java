package dev.offstage.lowering;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** All classes that will be there: Java 8's, those of the jar, and those beside it. */
final class KnownClasses {
  private static final String METHOD_HANDLE = "java/lang/invoke/MethodHandle";

  /** A member where it is declared, which may be above the class that it was looked for in. */
  record Member(ClassNode owner, int access) {}

  private final Java8Signatures java8;
  private final Map<String, @Nullable ClassNode> classes = new HashMap<>();

  KnownClasses(Java8Signatures java8) {
    this.java8 = java8;
  }

  void add(Collection<ClassNode> nodes) {
    nodes.forEach(node -> classes.put(node.name, node));
  }

  @Nullable ClassNode find(String name) {
    return classes.computeIfAbsent(name, java8::find);
  }

  @Nullable Member method(Reference reference) {
    for (ClassNode node : hierarchy(reference.owner())) {
      for (MethodNode method : node.methods) {
        if (method.name.equals(reference.name())
            && (method.desc.equals(reference.descriptor()) || takesAnything(node, method))) {
          return new Member(node, method.access);
        }
      }
    }
    return null;
  }

  /** Calls of these have a descriptor of their own each. */
  private static boolean takesAnything(ClassNode node, MethodNode method) {
    return node.name.equals(METHOD_HANDLE) && method.name.matches("invoke|invokeExact");
  }

  @Nullable Member field(Reference reference) {
    for (ClassNode node : hierarchy(reference.owner())) {
      for (FieldNode field : node.fields) {
        if (field.name.equals(reference.name()) && field.desc.equals(reference.descriptor())) {
          return new Member(node, field.access);
        }
      }
    }
    return null;
  }

  /** The class and all above it; an array has the methods of Object. */
  private Set<ClassNode> hierarchy(String name) {
    Set<ClassNode> found = new LinkedHashSet<>();
    collect(name.startsWith("[") ? "java/lang/Object" : name, found);
    return found;
  }

  private void collect(@Nullable String name, Set<ClassNode> found) {
    ClassNode node = name == null ? null : find(name);
    if (node != null && found.add(node)) {
      collect(node.superName, found);
      node.interfaces.forEach(above -> collect(above, found));
    }
  }
}
