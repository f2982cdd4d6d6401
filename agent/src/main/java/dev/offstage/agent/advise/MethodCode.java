package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** What the advice needs to know of a method; one object for each method. */
final class MethodCode {
  final TypeCode type;
  final String name;
  final String descriptor;
  final int modifiers;

  /** The exceptions that it declares, by name. */
  final List<String> exceptions;

  final List<Call> calls = new ArrayList<Call>();
  final Set<Integer> lines = new HashSet<Integer>();

  MethodCode(
      TypeCode type, String name, String descriptor, int modifiers, List<String> exceptions) {
    this.type = type;
    this.name = name;
    this.descriptor = descriptor;
    this.modifiers = modifiers;
    this.exceptions = exceptions;
  }

  boolean isSynchronized() {
    return (modifiers & Opcodes.ACC_SYNCHRONIZED) != 0;
  }

  /** Made by the compiler: no method that a rule can name. */
  boolean isSynthetic() {
    return (modifiers & Opcodes.ACC_SYNTHETIC) != 0;
  }

  /** Made by the compiler to call another method: a bridge, {@code access$000}. */
  boolean isPassage() {
    return isSynthetic() && !name.startsWith("lambda$");
  }

  Type[] parameters() {
    return Type.getArgumentTypes(descriptor);
  }

  Type returned() {
    return Type.getReturnType(descriptor);
  }

  boolean returnsNothing() {
    return descriptor.endsWith(")V");
  }

  /** The method with its class and parameters, as a rule writes it. */
  String signature() {
    StringBuilder text = new StringBuilder(type.name).append('#').append(name).append('(');
    String separator = "";
    for (Type parameter : parameters()) {
      text.append(separator).append(parameter.getClassName());
      separator = ", ";
    }
    return text.append(')').toString();
  }

  @Override
  public String toString() {
    return signature();
  }
}
