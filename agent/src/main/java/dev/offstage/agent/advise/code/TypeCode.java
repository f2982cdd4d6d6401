package dev.offstage.agent.advise.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** A class, as its class file has it. */
public final class TypeCode {
  public final String name;
  public final int modifiers;

  /** Null for {@code Object}. */
  public final @Nullable String superclass;

  public final List<String> interfaces;

  /** The names of its annotations. */
  public final List<String> annotations;

  /** Whether it is local to a method, with or without a name. */
  public final boolean isLocal;

  /** The descriptors of its fields by their names, those of the class itself left out. */
  public final Map<String, String> objectFields = new HashMap<>();

  /** Whether an object of it stays as it is: all of its fields are final. */
  public boolean isFinalThroughout = true;

  /** The first URL of a servlet, as its annotation has it; null for all other classes. */
  public @Nullable String urlPattern;

  public final List<MethodCode> methods = new ArrayList<>();

  TypeCode(
      String name,
      int modifiers,
      @Nullable String superclass,
      List<String> interfaces,
      List<String> annotations,
      boolean isLocal) {
    this.name = name;
    this.modifiers = modifiers;
    this.superclass = superclass;
    this.interfaces = interfaces;
    this.annotations = annotations;
    this.isLocal = isLocal;
  }

  public boolean isInterface() {
    return (modifiers & Opcodes.ACC_INTERFACE) != 0;
  }

  /** Its superclass, if there is one, and its interfaces. */
  public List<String> above() {
    List<String> above = new ArrayList<>(interfaces);
    if (superclass != null) {
      above.add(0, superclass);
    }
    return above;
  }

  public @Nullable MethodCode method(String name, String descriptor) {
    for (MethodCode method : methods) {
      if (method.name.equals(name) && method.descriptor.equals(descriptor)) {
        return method;
      }
    }
    return null;
  }

  /** The method that was seen; of several with the same name the one that has the line. */
  public @Nullable MethodCode seen(String name, int line) {
    MethodCode only = null;
    int candidates = 0;
    for (MethodCode method : methods) {
      if (method.name.equals(name)) {
        if (method.lines.contains(line)) {
          return method;
        }
        only = method;
        candidates++;
      }
    }
    return candidates == 1 ? only : null;
  }

  @Override
  public String toString() {
    return name;
  }
}
