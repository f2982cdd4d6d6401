package dev.offstage.agent.advise.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What the advice needs to know of a method; one object for each method. */
public final class MethodCode {
  public final TypeCode type;
  public final String name;
  public final String descriptor;
  public final int modifiers;

  /** The exceptions that it declares, by name. */
  public final List<String> exceptions;

  /** The names of its annotations. */
  public final List<String> annotations;

  /** In the order of its code. */
  public final List<Call> calls = new ArrayList<>();

  public final List<FieldUse> fields = new ArrayList<>();

  /** Where it changes what is in an array. */
  public final List<Integer> arrayStores = new ArrayList<>();

  final Set<Integer> lines = new HashSet<>();

  /** Where it jumps back from, and to. */
  final List<int[]> loops = new ArrayList<>();

  MethodCode(
      TypeCode type,
      String name,
      String descriptor,
      int modifiers,
      List<String> exceptions,
      List<String> annotations) {
    this.type = type;
    this.name = name;
    this.descriptor = descriptor;
    this.modifiers = modifiers;
    this.exceptions = exceptions;
    this.annotations = annotations;
  }

  public boolean isSynchronized() {
    return (modifiers & Opcodes.ACC_SYNCHRONIZED) != 0;
  }

  public boolean isStatic() {
    return (modifiers & Opcodes.ACC_STATIC) != 0;
  }

  public boolean isAbstract() {
    return (modifiers & Opcodes.ACC_ABSTRACT) != 0;
  }

  public boolean isConstructor() {
    return name.indexOf('<') >= 0;
  }

  /** Made by the compiler: no method that a rule can name. */
  public boolean isSynthetic() {
    return (modifiers & Opcodes.ACC_SYNTHETIC) != 0;
  }

  /** The body of a lambda. */
  public boolean isLambda() {
    return isSynthetic() && name.startsWith("lambda$");
  }

  /** Made by the compiler to call another method: a bridge, {@code access$000}. */
  public boolean isPassage() {
    return isSynthetic() && !isLambda();
  }

  public Type[] parameters() {
    return Type.getArgumentTypes(descriptor);
  }

  public Type returned() {
    return Type.getReturnType(descriptor);
  }

  public boolean returnsNothing() {
    return descriptor.endsWith(")V");
  }

  /** Where code begins that may run after a call: past it, or where its loop begins. */
  public int firstAfter(Call call) {
    int first = call.position + 1;
    for (boolean moved = true; moved; ) {
      moved = false;
      for (int[] loop : loops) {
        if (loop[0] >= call.position && loop[1] < first && loop[1] <= call.position) {
          first = loop[1];
          moved = true;
        }
      }
    }
    return first;
  }

  /** The method with its class and parameters, as a rule writes it. */
  public String signature() {
    StringBuilder text = new StringBuilder(type.name).append('#').append(name).append('(');
    String separator = "";
    for (Type parameter : parameters()) {
      text.append(separator).append(parameter.getClassName());
      separator = ", ";
    }
    return text.append(')').toString();
  }

  /** Its class without package, and its name. */
  public String shortName() {
    return type.name.substring(type.name.lastIndexOf('.') + 1) + "#" + name;
  }

  @Override
  public String toString() {
    return signature();
  }
}
