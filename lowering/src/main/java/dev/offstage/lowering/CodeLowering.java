package dev.offstage.lowering;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The instructions of one class: its calls, and what the JVM would link as it runs. */
final class CodeLowering {
  private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory";
  private static final String RECORD_METHODS = "java/lang/runtime/ObjectMethods";

  private final ClassNode node;
  private final KnownClasses known;
  private final Substitutes substitutes;
  private int added;

  CodeLowering(ClassNode node, KnownClasses known, Substitutes substitutes) {
    this.node = node;
    this.known = known;
    this.substitutes = substitutes;
  }

  void lower() {
    for (MethodNode method : List.copyOf(node.methods)) {
      InsnList instructions = method.instructions;
      for (AbstractInsnNode instruction : instructions.toArray()) {
        if (instruction instanceof MethodInsnNode call) {
          lower(call);
        } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
          MethodNode generated = generate(dynamic);
          if (generated != null) {
            node.methods.add(generated);
            instructions.set(dynamic, callOf(generated));
          } else {
            lower(dynamic);
          }
        }
      }
    }
  }

  private void lower(MethodInsnNode call) {
    Reference called = new Reference(call.owner, call.name, call.desc);
    boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
    Reference substitute = substitutes.find(called, isStatic);
    if (substitute != null) {
      call.setOpcode(Opcodes.INVOKESTATIC);
      call.owner = substitute.owner();
      call.desc = substitute.descriptor();
      call.itf = false;
    } else if (call.name.equals("<init>") && call.owner.equals("java/lang/Record")) {
      call.owner = "java/lang/Object";
    } else if (!isStatic && isOwnPrivate(called)) {
      call.setOpcode(Opcodes.INVOKESPECIAL);
    }
  }

  /** Newer compilers call a private method like any other one, which Java 8 does not expect. */
  private boolean isOwnPrivate(Reference called) {
    KnownClasses.Member member = called.owner().equals(node.name) ? known.method(called) : null;
    return member != null && (member.access() & Opcodes.ACC_PRIVATE) != 0;
  }

  private void lower(InvokeDynamicInsnNode dynamic) {
    for (int i = 0; i < dynamic.bsmArgs.length; i++) {
      if (dynamic.bsmArgs[i] instanceof Handle handle) {
        dynamic.bsmArgs[i] = lowered(handle);
      }
    }
  }

  private Handle lowered(Handle handle) {
    int tag = handle.getTag();
    Reference called = new Reference(handle.getOwner(), handle.getName(), handle.getDesc());
    Reference substitute = substitutes.find(called, tag == Opcodes.H_INVOKESTATIC);
    if (substitute != null) {
      return new Handle(
          Opcodes.H_INVOKESTATIC,
          substitute.owner(),
          substitute.name(),
          substitute.descriptor(),
          false);
    }
    boolean isVirtual = tag == Opcodes.H_INVOKEVIRTUAL || tag == Opcodes.H_INVOKEINTERFACE;
    return isVirtual && isOwnPrivate(called)
        ? new Handle(
            Opcodes.H_INVOKESPECIAL,
            handle.getOwner(),
            handle.getName(),
            handle.getDesc(),
            handle.isInterface())
        : handle;
  }

  /** The method that does what newer JVMs make up when they link this; null for lambdas. */
  private @Nullable MethodNode generate(InvokeDynamicInsnNode dynamic) {
    String bootstrap = dynamic.bsm.getOwner() + "." + dynamic.bsm.getName();
    if (bootstrap.equals(CONCATENATION + ".makeConcatWithConstants")) {
      return StringConcatenation.generate(nextName(), dynamic);
    }
    if (bootstrap.equals(RECORD_METHODS + ".bootstrap")) {
      return new RecordMethods(node, dynamic).generate(nextName());
    }
    return null;
  }

  private String nextName() {
    return "lowered$" + added++;
  }

  private MethodInsnNode callOf(MethodNode generated) {
    boolean isInterface = (node.access & Opcodes.ACC_INTERFACE) != 0;
    return new MethodInsnNode(
        Opcodes.INVOKESTATIC, node.name, generated.name, generated.desc, isInterface);
  }
}
